using Platform.Scripting.Processes;
using Platform.Scripting.Running;
using Xunit;

namespace Platform.Scripting.Tests;

/// <summary>Types are checked by the compiler itself, in bounded time and memory.</summary>
public sealed class TypeCheckerTests : IAsyncDisposable
{
    private const string Types = "interface Context { readonly records: { name: string | null }[] }\ndeclare const console: { log(text: string): void };\n";
    private readonly TypeChecker _checker = new();

    public ValueTask DisposeAsync() => _checker.DisposeAsync();

    [Fact]
    public async Task Problems_have_the_authors_places_in_every_module()
    {
        IReadOnlyList<TypeProblem> problems = await CheckAsync(
            Script("one", ("a.ts", "import { b } from './shared/b';\nexport default ({ records }: Context) => {\n  records[0].nome = b(1);\n};"), ("shared/b.ts", "export const b = (n: string): string => {\n  return n.foo;\n};")),
            Script("two", ("a.ts", "export default (context: Context) => { console.log(1); };")));
        Assert.Equal(
            ["one a.ts:3:14 2339", "one a.ts:3:23 2345", "one shared/b.ts:2:12 2339", "two a.ts:1:52 2345"],
            problems.Select(p => $"{p.Script} {p.Place} {p.Number}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Scripts_do_not_see_each_other_and_are_checked_as_they_are_now()
    {
        Assert.Empty(await CheckAsync(Script("one", ("a.ts", "const a = 1;\nexport default () => a;")), Script("two", ("a.ts", "const a = 'x';\nexport default () => a.length;"))));
        Assert.Single(await CheckAsync(Script("one", ("a.ts", "export default () => missing;"))));
        Assert.Empty(await CheckAsync(Script("one", ("a.ts", "const missing = 1;\nexport default () => missing;"))));
    }

    [Fact]
    public async Task JavaScript_is_checked_where_it_asks_for_it()
    {
        Assert.Empty(await CheckAsync(Script("one", ("a.js", "export default () => nothing.such;"))));
        Assert.Single(await CheckAsync(Script("one", ("a.js", "// @ts-check\nexport default () => nothing.such;"))));
    }

    [Fact]
    public async Task Names_are_completed_from_the_types()
    {
        const string Source = "export default ({ records }: Context) => {\n  for (const record of records) record.\n};";
        IReadOnlyList<ScriptCompletion> found = await _checker.CompleteAsync(Types, Script("one", ("a.ts", Source)), "a.ts", Source.IndexOf("record.", StringComparison.Ordinal) + 7, TestContext.Current.CancellationToken);
        Assert.Equal([new ScriptCompletion("name", "property")], found);
    }

    [Fact]
    public async Task Types_that_take_for_ever_are_given_up()
    {
        await using TypeChecker hasty = new(patience: TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<ScriptingUnavailableException>(() => hasty.CheckAsync(Types, [Script("one", ("a.ts", "export default () => {};"))], TestContext.Current.CancellationToken));
        const string Bomb = """
            type Twice<T extends unknown[]> = [...T, ...T];
            type Many = Twice<Twice<Twice<Twice<Twice<Twice<Twice<Twice<Twice<Twice<Twice<Twice<Twice<Twice<Twice<[1]>>>>>>>>>>>>>>>;
            export default (many: Many): void => {};
            """;
        Assert.NotEmpty(await CheckAsync(Script("bomb", ("a.ts", Bomb))));
        Assert.Empty(await CheckAsync(Script("one", ("a.ts", "export default () => {};"))));
    }

    private static TypedScript Script(string name, params (string Path, string Source)[] modules) =>
        new(name, modules[0].Path, "Context", "unknown", modules.ToDictionary(m => m.Path, m => m.Source));

    private Task<IReadOnlyList<TypeProblem>> CheckAsync(params TypedScript[] scripts) => _checker.CheckAsync(Types, scripts, TestContext.Current.CancellationToken);
}
