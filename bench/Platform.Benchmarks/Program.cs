using Platform.Benchmarks.Compile;
using Platform.Benchmarks.Expressions;

string name = args is [{ } first, ..] ? first : "all";
int failures = 0;
if (name is "all" or "compile") failures += CompileBenchmark.Run();
if (name is "all" or "expressions") failures += ExpressionBenchmark.Run();
return failures == 0 ? 0 : 1;
