"""Questions about one record, answered without a trace: must it migrate (assess), where may it be claimed (declare)."""
