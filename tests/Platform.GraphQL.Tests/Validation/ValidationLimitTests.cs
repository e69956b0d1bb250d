using System.Collections.Immutable;
using System.Diagnostics;
using Platform.GraphQL.Language;
using Platform.GraphQL.Language.Nodes;
using Platform.GraphQL.Types;
using Platform.GraphQL.Validation;
using Xunit;

namespace Platform.GraphQL.Tests.Validation;

public sealed class ValidationLimitTests
{
    private static readonly GraphQLSchema Schema = SchemaReader.Read("""
        type Query { a: Query b: Query c(x: Int): Int d: Int list: [Query] }
        type Mutation { set: Int }
        """);

    [Fact]
    public void Fragments_that_double_each_other_thirty_times_are_refused_at_once()
    {
        IEnumerable<string> fragments = Enumerable.Range(0, 30).Select(i => $"fragment F{i} on Query {{ a {{ ...F{i + 1} }} b {{ ...F{i + 1} }} }}");
        GraphQLError error = Assert.Single(Quickly($"{{ ...F0 }} {string.Join(' ', fragments)} fragment F30 on Query {{ d }}"));
        Assert.Equal((GraphQLErrorCode.LimitExceeded, "TOO_MANY_FIELDS"), (error.Code, error.Reason));
    }

    [Fact]
    public void A_mutation_has_so_many_fields_at_its_root_and_no_more()
    {
        string fields = string.Concat(Enumerable.Range(0, 50).Select(i => $" m{i}: set")), fragment = $"fragment F on Mutation {{ {fields} }}";
        Assert.Empty(Quickly($"mutation {{ {string.Concat(Enumerable.Range(0, 100).Select(i => $" m{i}: set"))} }}"));
        GraphQLError error = Assert.Single(Quickly($"mutation {{ one: set ...F ... {{ ...F }} }} {fragment}"));
        Assert.Equal((GraphQLErrorCode.LimitExceeded, "TOO_MANY_MUTATIONS"), (error.Code, error.Reason));
    }

    [Fact]
    public void Aliases_are_limited_wherever_they_stand_and_however_often_their_fragment_is_spread()
    {
        static string Aliases(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"a{i}: d "));
        Assert.Empty(Quickly($"{{ {Aliases(1_000)} d }}"));
        Assert.Empty(Quickly($"{{ ...F }} fragment F on Query {{ a {{ {Aliases(500)} }} list {{ {Aliases(500)} }} }}"));
        foreach (string source in (string[])[$"{{ {Aliases(1_001)} }}", $"{{ a {{ ...F }} list {{ ...F ... {{ x: d }} }} }} fragment F on Query {{ {Aliases(500)} }}"])
        {
            GraphQLError error = Assert.Single(Quickly(source));
            Assert.Equal((GraphQLErrorCode.LimitExceeded, "TOO_MANY_ALIASES"), (error.Code, error.Reason));
            Assert.Equal("The operation has 1001 aliases with its fragments expanded; the limit is 1000.", error.Message);
        }
    }

    [Fact]
    public void Fragments_that_double_at_the_same_names_are_merged_at_once()
    {
        IEnumerable<string> fragments =
            Enumerable.Range(0, 13).Select(i => $"fragment F{i} on Query {{ a {{ ...F{i + 1} }} a {{ ...F{i + 1} }} ...F{i + 1} }}");
        Assert.Empty(Quickly(
            $"{{ ...F0 }} {string.Join(' ', fragments)} fragment F13 on Query {{ d }}",
            new ValidationLimits { MaxFields = 100_000_000 }));
    }

    [Fact]
    public void Conflicting_fragments_that_double_each_other_end_within_the_limit_of_work()
    {
        IEnumerable<string> fragments = Enumerable.Range(0, 30)
            .Select(i => $"fragment F{i} on Query {{ a {{ ...F{i + 1} ...F{i + 1} }} b {{ ...F{i + 1} }} x: c(x: {i}) }}");
        ImmutableArray<GraphQLError> errors = Quickly($"{{ ...F0 x: d }} {string.Join(' ', fragments)} fragment F30 on Query {{ d }}");
        Assert.Contains(errors, error => error.Reason == "OverlappingFieldsCanBeMerged");
    }

    [Fact]
    public void The_same_field_a_thousand_times_is_cheap_and_valid() =>
        Assert.Empty(Quickly($"{{ {string.Concat(Enumerable.Repeat("c(x: 1) list { d } ", 1_000))} }}"));

    [Fact]
    public void A_thousand_conflicting_fields_end_at_the_limit_of_errors()
    {
        ImmutableArray<GraphQLError> errors =
            Quickly($"{{ {string.Concat(Enumerable.Range(0, 1_000).Select(i => $"c(x: {i}) "))} }}");
        Assert.Equal(51, errors.Length);
        Assert.Equal("Too many validation errors, error limit reached. Validation aborted.", errors[^1].Message);
    }

    [Fact]
    public void Many_operations_that_share_many_fragments_end_within_the_limit_of_work()
    {
        string operations = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"query Q{i} {{ ...F0 }} "));
        string fragments = string.Concat(Enumerable.Range(0, 800).Select(i => $"fragment F{i} on Query {{ d ...F{i + 1} }} "));
        ImmutableArray<GraphQLError> errors = Quickly($"{operations} {fragments} fragment F800 on Query {{ d }}");
        Assert.Equal("TOO_COMPLEX", Assert.Single(errors).Reason);
    }

    [Fact]
    public void A_chain_of_fragments_cannot_nest_deeper_than_the_limit()
    {
        string fragments = string.Concat(Enumerable.Range(0, 900).Select(i => $"fragment F{i} on Query {{ a {{ b {{ ...F{i + 1} }} }} }} "));
        ImmutableArray<GraphQLError> errors = Quickly($"{{ ...F0 }} {fragments} fragment F900 on Query {{ d }}");
        Assert.Equal((GraphQLErrorCode.LimitExceeded, "TOO_DEEP"), (Assert.Single(errors).Code, errors[0].Reason));
        Assert.Equal("The operation is 1801 fields deep with its fragments expanded; the limit is 100.", errors[0].Message);
    }

    [Fact]
    public void Long_cycles_of_fragments_are_found_without_overflow()
    {
        string fragments = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"fragment F{i} on Query {{ a {{ ...F{(i + 1) % 1_000} }} }} "));
        Assert.Contains(Quickly($"{{ ...F0 }} {fragments}"), error => error.Reason == "NoFragmentCycles");
    }

    [Fact]
    public void Introspection_cannot_multiply_the_schema()
    {
        GraphQLError error = Assert.Single(Quickly("{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }"));
        Assert.Equal("MaxIntrospectionDepth", error.Reason);
    }

    [Fact]
    public void Where_introspection_is_off_nothing_is_suggested_and_the_meta_fields_are_unknown()
    {
        GraphQLSchema closed = new(TypeRegistry.Of([Schema.Query]), Schema.Query) { IntrospectionEnabled = false };
        ImmutableArray<GraphQLError> errors = Validator.Validate(closed, Parse("{ lisst { d } __schema { description } __typename }"));
        Assert.Equal(
            ["Cannot query field \"lisst\" on type \"Query\".", "Cannot query field \"__schema\" on type \"Query\"."],
            errors.Select(error => error.Message));
    }

    [Fact]
    public void Errors_carry_the_name_of_the_rule()
    {
        GraphQLError error = Assert.Single(Validator.Validate(Schema, Parse("{ c(x: 1.5) }")));
        Assert.Equal(
            ("Int cannot represent non-integer value: 1.5", GraphQLErrorCode.BadUserInput, "ValuesOfCorrectType"),
            (error.Message, error.Code, error.Reason));
    }

    private static ImmutableArray<GraphQLError> Quickly(string source, ValidationLimits? limits = null)
    {
        DocumentNode document = Parse(source);
        Stopwatch watch = Stopwatch.StartNew();
        ImmutableArray<GraphQLError> errors = Validator.Validate(Schema, document, limits);
        // Milliseconds in truth; what these documents provoke elsewhere takes hours. The bound allows for a busy machine.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
        return errors;
    }

    private static DocumentNode Parse(string source)
    {
        ParseResult<DocumentNode> result = Parser.Parse(source);
        Assert.True(result.Success, result.Error?.Message);
        return result.Value;
    }
}
