using Platform.Benchmarks.Compile;
using Platform.Benchmarks.Computed;
using Platform.Benchmarks.Expressions;
using Platform.Benchmarks.GraphQL;
using Platform.Benchmarks.Hooks;
using Platform.Benchmarks.Publish;
using Platform.Benchmarks.Search;

string name = args is [{ } first, ..] ? first : "all";
int failures = 0;
if (name is "all" or "compile") failures += CompileBenchmark.Run();
if (name is "all" or "expressions") failures += ExpressionBenchmark.Run();
if (name is "all" or "formulas") failures += await FormulaListBenchmark.RunAsync();
if (name is "all" or "rollup") failures += await RollupBenchmark.RunAsync();
if (name is "all" or "publish") failures += await PublishBenchmark.RunAsync();
if (name is "all" or "hooks") failures += await HookBenchmark.RunAsync();
if (name is "all" or "search") failures += await SearchBenchmark.RunAsync();
if (name is "all" or "graphql") failures += GraphQLBenchmark.Run();
return failures == 0 ? 0 : 1;
