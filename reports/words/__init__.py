"""Messages, requests, claims and findings in plain Dutch, without any BSN."""
