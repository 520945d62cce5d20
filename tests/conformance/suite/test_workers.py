from tests.helpers.suite import run


def test_same_bytes_with_and_without_workers(tmp_path):
    logs = []
    for name, options in (("alleen", []), ("opnieuw", []), ("werkers", ["-n", "2"])):
        target = tmp_path / name
        target.mkdir()
        assert run(target, "--mt-cases", "migratie/metamorf-*,migratie/budget-*", *options).returncode == 0
        logs.append((target / "log.jsonl").read_bytes())
    assert logs[0] == logs[1] == logs[2]
