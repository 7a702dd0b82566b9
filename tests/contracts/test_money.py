"""Money is Decimal: no binary fractions where euros are counted."""

import ast

from tests.support import sources

LAYERS = ("rules", "models", "workflow", "services", "forms", "admin")
EXACT = tuple(f"applications/{layer}" for layer in LAYERS)


def _is_float(node: ast.AST) -> bool:
    match node:
        case ast.Constant(value=float()):
            return True
        case ast.Call(func=ast.Name(id="float")):
            return True
        case ast.Attribute(attr="FloatField"):
            return True
    return False


def test_no_floats_near_money():
    found = [
        sources.place(path, node)
        for path in sources.python_files(*EXACT)
        if "demo_data" not in path.parts  # draws by chance, which is a fraction
        for node in ast.walk(sources.tree(path))
        if _is_float(node)
    ]

    assert found == []
