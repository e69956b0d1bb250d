using Platform.Benchmarks.Compile;

string name = args is [{ } first, ..] ? first : "all";
int failures = 0;
if (name is "all" or "compile") failures += CompileBenchmark.Run();
return failures == 0 ? 0 : 1;
