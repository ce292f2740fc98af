"""Every example of the document is read by the generated client's models and comes back as it was."""

import importlib
import json
import re

document = json.load(open("openapi.json"))
models = importlib.import_module("python.models")
classes = {name.lower(): value for name, value in vars(models).items() if isinstance(value, type)}


def close(example, back):
    """The same, but for what the document's own defaults add."""
    if isinstance(example, dict) and isinstance(back, dict):
        return all(key in back and close(value, back[key]) for key, value in example.items())
    if isinstance(example, list) and isinstance(back, list):
        return len(example) == len(back) and all(map(close, example, back))
    if isinstance(example, str) and isinstance(back, str):
        return example == back or example.replace("Z", "+00:00") == back
    return example == back


read = 0
for name, schema in document["components"]["schemas"].items():
    model = classes.get(re.sub(r"[^A-Za-z0-9]", "", name).lower())
    if model is None or not hasattr(model, "from_dict"):
        continue
    for example in [schema["example"]] if "example" in schema else schema.get("examples", []):
        back = model.from_dict(example).to_dict()
        assert close(example, back), (name, example, back)
        read += 1
assert read > 20, f"only {read} examples were read"
print(f"{read} examples are read by the generated Python client")
