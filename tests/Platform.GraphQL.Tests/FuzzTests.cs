using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Tests.Oracle;
using Platform.GraphQL.Types;
using Platform.GraphQL.Validation;
using Xunit;

namespace Platform.GraphQL.Tests;

/// <summary>Whatever arrives, there is an answer: values or errors, no exception, no overflow, memory in proportion to the input.</summary>
public sealed class FuzzTests
{
    private static readonly GraphQLSchema Schema = EchoSchema.Read("""
        type Query { a(x: Int, y: [In], s: String): Query b: String c: Any list(i: In): [Any!] }
        interface Any { a: Query } type One implements Any { a: Query b: Int } union Un = One | Query
        input In { x: Int! = 1 in: In list: [[In]] } type Mutation { m(i: In!): Int! }
        """);

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "{", "}", "(", ")", "[", "]", ":", "$", "@skip(if: $v)", "@include(if: true)", "...", "... on Any", "...F", "fragment F on Query",
            "query Q($v: Boolean! = true, $i: In)", "mutation", "subscription", "a", "b", "c", "list", "__typename", "__schema", "__type(name: \"One\")",
            "fields", "x: 1", "y: {x: null}", "i: {in: {list: [[{}]]}}", "\"", "\"\"\"", "\\u{1F600}", "\\uD800", "1.5e9", "-", "#", "\n", "\r", ",",
            "null", "true", "type T { a: Int }", "extend", "\u0000", "\uFEFF", "😀",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC0], [0xFF, 0xFE], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
    ];

    /// <summary>Reads the schema before any test: one of them would otherwise be the first to, where the stack is too small for it.</summary>
    public FuzzTests() => RuntimeHelpers.RunClassConstructor(typeof(FuzzTests).TypeHandle);

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    public async Task Garbage_bytes_give_a_response(int seed)
    {
        Random random = new(seed);
        int parsed = 0;
        for (int i = 0; i < 8_000; i++)
        {
            ParseResult<DocumentNode> document = Parser.Parse(random.Next(2) == 0 ? Garbage(random) : NearMiss(random));
            if (!document.Success)
            {
                AssertErrors([document.Error]);
                continue;
            }
            parsed++;
            ImmutableArray<GraphQLError> errors = Validator.Validate(Schema, document.Value);
            AssertErrors(errors);
            PreparedOperation prepared = PreparedOperation.Choose(document.Value, null);
            if (errors.IsEmpty && prepared.Success)
                await ExecuteAsync(prepared);
        }
        Assert.True(parsed > 400, $"{parsed} parsed");
    }

    private static byte[] Garbage(Random random)
    {
        List<byte> source = random.Next(3) == 0 ? [.. "{ a { b "u8] : [];
        for (int n = random.Next(1, 30); n > 0; n--)
        {
            if (random.Next(50) == 0)
                source.Add((byte)random.Next(256));
            else
                source.AddRange(Pieces[random.Next(Pieces.Length)]);
            if (random.Next(2) == 0)
                source.Add((byte)' ');
        }
        return [.. source];
    }

    private static byte[] NearMiss(Random random)
    {
        string source = RandomOperation.Next(Schema, random);
        byte[] bytes = Encoding.UTF8.GetBytes(random.Next(3) > 0 ? RandomOperation.Mutate(source, random) : source);
        if (bytes.Length > 0 && random.Next(4) == 0)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    [Fact]
    public void Five_megabytes_are_refused_before_they_are_read()
    {
        byte[] large = new byte[5_000_000];
        Array.Fill(large, (byte)'{');
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("DOCUMENT_TOO_LONG", Parser.Parse(large).Error?.Reason);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData("{", "}")]
    [InlineData("{a", "}")]
    [InlineData("{a(x:[", "])}")]
    [InlineData("{a(x:{y:", "})}")]
    [InlineData("query($a:[", "]){a}")]
    [InlineData("{...", "}")]
    public void A_hundred_thousand_nested_brackets_end_within_the_limits(string open, string close)
    {
        string source = string.Concat(Enumerable.Repeat(open, 100_000)) + string.Concat(Enumerable.Repeat(close, 100_000));
        GraphQLError? error = Parser.Parse(source, new ParserLimits { MaxSourceLength = 10_000_000, MaxTokens = 10_000_000 }).Error;
        Assert.NotNull(error);
    }

    public static TheoryData<string> HostileDocuments => [.. Hostile().Keys];

    /// <summary>What is refused takes memory by the limits, not by what was sent: measured is what the thread allocates, whatever others do.</summary>
    [Theory]
    [MemberData(nameof(HostileDocuments))]
    public void A_hostile_document_is_refused_in_bounded_memory(string name)
    {
        byte[] source = Hostile()[name];
        Refusals(source);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ImmutableArray<GraphQLError> errors = Refusals(source);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024 * 1024);
        Assert.InRange(errors.Length, 1, 51);
        AssertErrors(errors);
    }

    private static ImmutableArray<GraphQLError> Refusals(byte[] source)
    {
        ParseResult<DocumentNode> document = Parser.Parse(source);
        return document.Success ? Validator.Validate(Schema, document.Value) : [document.Error];
    }

    private static Dictionary<string, byte[]> Hostile()
    {
        static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
        static string Many(int count, Func<int, string> piece) => string.Concat(Enumerable.Range(0, count).Select(piece));
        byte[] notText = new byte[1_000_000];
        Array.Fill(notText, (byte)0xC3);
        return new Dictionary<string, byte[]>
        {
            ["100,000 nested braces"] = Utf8(Many(100_000, _ => "{a")),
            ["100,000 nested lists"] = Utf8("{list(i:" + new string('[', 100_000)),
            ["100,000 nested objects"] = Utf8("{list(i:" + Many(100_000, _ => "{in:")),
            ["10,000 aliases"] = Utf8("{" + Many(10_000, i => $" a{i}: b") + "}"),
            ["2,500 aliases"] = Utf8("{" + Many(2_500, i => $" a{i}: b") + "}"),
            ["5 MB of white space"] = Utf8("{ b" + new string(' ', 5_000_000) + "}"),
            ["a string of 5 MB"] = Utf8("{ a(s: \"" + new string('x', 5_000_000) + "\") { b } }"),
            ["a string of 1 MB that never ends"] = Utf8("{ a(s: \"" + new string('x', 1_000_000)),
            ["a block string of 900 kB for an integer"] = Utf8("{ a(x: \"\"\"" + Many(100_000, _ => "\n      x ") + "\"\"\") { b } }"),
            ["1 MB that is no UTF-8"] = notText,
            ["a byte that is no UTF-8 after 1 MB"] = [.. Utf8("#" + new string('x', 1_000_000)), 0xFF],
            ["fragments that double thirty times"] = Utf8(
                Many(30, i => $"fragment F{i} on Query {{ a {{ ...F{i + 1} ...F{i + 1} b{i}: b }} }} ") + "fragment F30 on Query { b } { ...F0 }"),
            ["fragments in circles"] = Utf8("{ ...F0 } " + Many(1_000, i => $"fragment F{i} on Query {{ ...F{(i + 1) % 1_000} ...F{(i + 7) % 1_000} }} ")),
            ["5,000 conflicts"] = Utf8("{" + Many(2_500, _ => " x: b x: c { __typename }") + "}"),
            ["7,000 unknown fields"] = Utf8("{" + Many(7_000, i => $" n{i}") + "}"),
            ["3,000 unused variables"] = Utf8("query(" + Many(3_000, i => $"$v{i}: Int ") + ") { b }"),
            ["4,000 unknown directives"] = Utf8("{ b" + Many(4_000, i => $" @d{i}") + " }"),
            ["an integer of 1,000,000 digits"] = Utf8("{ a(x: " + new string('9', 1_000_000) + ") { b } }"),
        };
    }

    [Fact]
    public void The_deepest_document_allowed_passes_every_stage_on_the_stack_of_a_pool_thread()
    {
        string source = string.Concat(Enumerable.Repeat("{ a ", 199)) + "{ b }" + new string('}', 199);
        string literal = "{ list(i: " + string.Concat(Enumerable.Repeat("{in:", 198)) + "{}" + new string('}', 198) + ") { a { b } } }";
        Exception? failure = null;
        Thread thread = new(
            () => failure = Record.Exception(() =>
            {
                foreach (string text in new[] { source, literal })
                {
                    DocumentNode document = Parser.Parse(text, new ParserLimits { MaxDepth = 200 }).Value!;
                    Assert.Equal(text.Contains("list(", StringComparison.Ordinal) ? null : "TOO_DEEP", Validator.Validate(Schema, document).FirstOrDefault()?.Reason);
                    Printer.Print(document);
                }
            }),
            1_536 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    [Fact]
    public void A_stack_that_is_too_small_ends_in_an_error()
    {
        string source = string.Concat(Enumerable.Repeat("{ a ", 199)) + "{ b }" + new string('}', 199);
        DocumentNode document = Parser.Parse(source, new ParserLimits { MaxDepth = 200 }).Value!;
        string? parsing = null, validating = null;
        OnTheLastOfTheStack(() => (parsing, validating) = (
            Parser.Parse(source, new ParserLimits { MaxDepth = 200 }).Error?.Message,
            Validator.Validate(Schema, document).FirstOrDefault()?.Message));
        Assert.Equal("Syntax Error: Document is nested deeper than 200 levels. Parsing aborted.", parsing);
        Assert.Equal("The document is nested too deep when its fragments are expanded.", validating);
    }

    /// <summary>Runs where .NET no longer grants room for recursion.</summary>
    private static int OnTheLastOfTheStack(Action action)
    {
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return 1 + OnTheLastOfTheStack(action);
        action();
        return 0;
    }

    private static void AssertErrors(ImmutableArray<GraphQLError> errors)
    {
        ArrayBufferWriter<byte> output = new();
        ResponseWriter.WriteRequestErrors(output, errors);
        using JsonDocument response = JsonDocument.Parse(output.WrittenMemory);
        Assert.False(response.RootElement.TryGetProperty("data", out _));
        Assert.All(errors, error => Assert.NotNull(error.Reason));
    }

    private static async Task ExecuteAsync(PreparedOperation prepared)
    {
        VariableValues values = VariableCoercion.Coerce(Schema, prepared.Operation!, default);
        if (!values.Success)
            return;
        ExecutionResult result = await Executor.ExecuteAsync(
            Schema, prepared.Document!, prepared.Operation!, values.Values, cancellationToken: TestContext.Current.CancellationToken);
        ArrayBufferWriter<byte> output = new();
        result.WriteTo(output);
        using JsonDocument response = JsonDocument.Parse(output.WrittenMemory);
        Assert.True(response.RootElement.TryGetProperty("data", out _));
    }
}
