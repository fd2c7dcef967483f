/**
 * The check of the dataset's bytes, in Python since that is there wherever a trainer is. It holds no value of the run:
 * what it compares with is data beside it, so that nothing typed by anyone becomes code. Likewise the other scripts.
 */
export const VERIFY_SCRIPT = `"""Compares the dataset's files with the SHA-256 that training.json names. Run it before you train.

It reads files and writes nothing. Exit code 0: the very bytes; 1: not.
"""
import hashlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA_ENDINGS = {".json", ".jsonl", ".parquet", ".csv", ".arrow"}


def sha256_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def problems_of(dataset):
    problems = []
    known = set()
    for file in dataset["files"]:
        path = Path(file["path"])
        known.add(path.resolve())
        if not path.is_file():
            problems.append(f"{path} is not there; start this from the folder in which the files were made")
        elif sha256_of(path) != file["sha256"]:
            problems.append(f"{path} has other bytes than the manifest {dataset['id']} names")
    if dataset["whole_folder"]:
        # The trainer loads whatever data lies in this folder.
        for path in sorted(Path(dataset["folder"]).rglob("*")):
            if path.suffix.lower() in DATA_ENDINGS and path.resolve() not in known:
                problems.append(f"{path} is no file of the dataset, and the trainer would load it too")
    return problems


def verify():
    """Raises SystemExit where a file is not as the manifest says."""
    pinned = json.loads((HERE / "training.json").read_text(encoding="utf-8"))
    problems = problems_of(pinned["dataset"])
    if problems:
        raise SystemExit("\\n".join(problems))


if __name__ == "__main__":
    verify()
    print("the dataset is the one that was reviewed")
    sys.exit(0)
`
