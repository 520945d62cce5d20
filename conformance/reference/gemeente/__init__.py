"""The gemeente, desk by desk: it grants, withdraws and migrates, and answers what aanbieders send."""
