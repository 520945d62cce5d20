"""What Allure shows of a run."""
