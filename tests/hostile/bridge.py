"""A class as a program, as its maker might do it in a hurry: nothing that the class does is caught."""

import json
import sys
from importlib import import_module

if __name__ == "__main__":
    system = getattr(import_module(sys.argv[1]), sys.argv[2])()
    for line in sys.stdin:
        query = json.loads(line)
        answer = {"jsonrpc": "2.0", "id": query["id"], "result": getattr(system, query["method"])(query["params"])}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
