from migratietoets.generators import situations as module


def test_it_prints_a_row_for_each_rule_or_a_line_for_each_situation(migratietoets, monkeypatch):
    small = module.situations(times=1)
    monkeypatch.setattr(module, "situations", lambda: small)
    code, table = migratietoets("situations")[:2]
    assert code == 0
    assert table.splitlines()[-1].split()[-1] == str(len(small))
    assert len(migratietoets("situations", "--all")[1].splitlines()) == len(small)
