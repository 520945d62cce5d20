from pathlib import Path

from migratietoets.conformance.batch.job import make_jobs


def test_each_run_has_a_folder_of_its_own_whatever_the_systems_are_called():
    names = ("Zorgnet", "zorgnet!", "../../etc", "", "\u202e", "x" * 500)
    jobs = make_jobs([(name, {"adapter": "referentie"}) for name in names], Path("uit"))
    assert [job.folder.name for job in jobs[:5]] == ["zorgnet", "zorgnet-2", "etc", "systeem", "systeem-2"]
    assert len(jobs[5].folder.name) < 50
    assert {job.folder.parent for job in jobs} == {Path("uit")}


def test_what_a_run_would_refuse_is_known_before_it_starts():
    (job,) = make_jobs([("a", {"adapter": "referentie", "role": ["burger"]})], Path())
    assert "burger" in job.problem
    (job,) = make_jobs([("a", {"adapter": "referentie", "role": ["gemeente"], "strict": True})], Path())
    assert (job.words, job.problem) == (("--adapter=referentie", "--role=gemeente", "--strict"), "")
