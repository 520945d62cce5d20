"""What `validate` says of messages: a table, JSON, SARIF or JUnit, written while they are judged."""
