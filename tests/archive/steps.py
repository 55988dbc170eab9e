"""The steps of a process, as the interpreter reports them: each is a place to be killed at."""

STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.utime", "subprocess.Popen", "sqlite3.connect"}
