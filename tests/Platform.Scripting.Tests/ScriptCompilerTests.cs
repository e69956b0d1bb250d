using Platform.Scripting.Processes;
using Platform.Scripting.Running;
using Xunit;

namespace Platform.Scripting.Tests;

/// <summary>Sources are read without being run.</summary>
public sealed class ScriptCompilerTests(ScriptCompilerTests.SharedCompiler shared) : IClassFixture<ScriptCompilerTests.SharedCompiler>
{
    [Fact]
    public async Task Types_are_taken_away_and_every_place_stays()
    {
        const string Source = "type A = { b: string };\nexport default (a: A): void => {\n  a!.b;\n};\n";
        CompiledScript compiled = await CompileAsync(("a.ts", Source));
        Assert.Empty(compiled.Problems);
        string[] before = Source.Split('\n'), after = compiled.Modules["a.ts"].Split('\n');
        Assert.Equal(before.Length, after.Length);
        Assert.Equal(before[2].IndexOf('b', StringComparison.Ordinal), after[2].IndexOf('b', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a.ts", "let a: = 1;", "a.ts:1:8")]
    [InlineData("a.js", "const a = 1;\nconst b = ;", "a.js:2:11")]
    [InlineData("a.ts", "const a = 1;\n  enum B { c }", "a.ts:2:3")]
    [InlineData("a.js", "export default () => {};\nawait 1;", "a.js:2:1")]
    [InlineData("a.js", "export default () => {\n  import('./b.js');\n};", "a.js:2:3")]
    [InlineData("a.js", "import fs from 'node:fs';", "a.js:1:16")]
    [InlineData("a.js", "import b from '../b.js';", "a.js:1:15")]
    [InlineData("a.js", "}); throw 1; ({", "a.js:1:1")]
    public async Task A_source_that_cannot_run_is_told_with_line_and_column(string path, string source, string place)
    {
        CompiledScript compiled = await CompileAsync((path, source));
        Assert.Equal(place, Assert.Single(compiled.Problems).Place.ToString());
    }

    [Fact]
    public async Task Relative_imports_are_found_with_or_without_their_ending()
    {
        CompiledScript compiled = await CompileAsync(
            ("hooks/a.ts", "import { b } from './b';\nimport { c } from '../shared/c.js';\nexport default () => b + c;"), ("hooks/b.ts", "export const b = 1;"), ("shared/c.ts", "export const c = 1;"));
        Assert.Empty(compiled.Problems);
    }

    [Fact]
    public async Task Calls_of_the_database_are_found()
    {
        CompiledScript compiled = await CompileAsync(
            ("a.ts", "export default async ({ db }: any) => {\n  await db.get('Account', '1');\n  await db.update(name(), '1', {});\n};\nexport const other = (context) => context.db.query('Lead');"));
        Assert.Equal(
            [("Account", false, 2), (null, true, 3), ("Lead", false, 5)], compiled.Calls.Select(c => (c.Object, c.Writes, c.Place.Line)));
    }

    [Fact]
    public async Task A_source_nested_without_end_is_a_problem_and_no_more()
    {
        CompiledScript deep = await CompileAsync(("a.js", new string('(', 100_000)));
        Assert.NotEmpty(deep.Problems);
        Assert.Empty((await CompileAsync(("a.js", "export default () => {};"))).Problems);
    }

    private async Task<CompiledScript> CompileAsync(params (string Path, string Source)[] modules) =>
        await shared.Compiler.CompileAsync(modules.ToDictionary(m => m.Path, m => m.Source), TestContext.Current.CancellationToken);

    /// <summary>One process for all tests.</summary>
    public sealed class SharedCompiler : IAsyncDisposable
    {
        internal ScriptCompiler Compiler { get; } = new();

        public ValueTask DisposeAsync() => Compiler.DisposeAsync();
    }
}
