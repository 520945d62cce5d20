import os

from hypothesis import HealthCheck, settings

from tests.proof.lives.life import Life

LIVES = int(os.environ.get("MIGRATIETOETS_LEVENS", "200"))
"""How many lives are lived; `make levens` asks for 10,000."""

TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=LIVES,
    stateful_step_count=14,
    deadline=None,
    database=None,
    derandomize=LIVES <= 200,
    suppress_health_check=list(HealthCheck),
)
