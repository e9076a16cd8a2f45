from helpers.evaluation import compiled


def test_where_nothing_can_be_kept_on_disk_functions_are_compiled_all_the_same(monkeypatch):
    compile_ = compiled.numba.njit

    def without_disk(*, cache=False, **options):
        if cache:
            raise RuntimeError("no folder to keep it in")
        return compile_(**options)

    with monkeypatch.context() as patched:
        patched.setattr(compiled.numba, "njit", without_disk)
        made = compiled.compiled(lambda number: number + 1)
    assert made(1) == 2
