"""Which devices a coding looked for, and which devices a coarser manual joined; told by schemes.yaml."""

from collections.abc import Collection
from pathlib import Path

from rhetoric.devices import yamlfile

_FILE = Path(__file__).with_name("schemes.yaml")


def coded_devices(seen: Collection[str]) -> frozenset[str]:
    """Return the devices coded in a file in which `seen` occur: those of the first scheme that holds them all."""
    for scheme in yamlfile.mappings(yamlfile.mapping(_FILE), "schemes", _FILE):
        devices = frozenset(yamlfile.strings(scheme, "devices", _FILE))
        if devices.issuperset(seen):
            return devices
    return frozenset(seen)


def joint_labels() -> dict[str, frozenset[str]]:
    """Return the joint labels and the devices each stands for."""
    raw = yamlfile.mapping(_FILE).get("joint")
    if not isinstance(raw, dict):
        return {}
    return {name: frozenset(yamlfile.strings(raw, name, _FILE)) for name in raw}
