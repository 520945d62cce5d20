"""From the event log of a run to what people read: the page, the messages, Allure, the plan."""
