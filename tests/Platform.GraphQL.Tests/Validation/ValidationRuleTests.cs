using System.Collections.Immutable;
using Platform.GraphQL.Language;
using Platform.GraphQL.Tests.Oracle;
using Platform.GraphQL.Types;
using Platform.GraphQL.Validation;
using Xunit;

namespace Platform.GraphQL.Tests.Validation;

/// <summary>One document for each rule, as a reader of the specification would write it; the oracle tests have the variety.</summary>
public sealed class ValidationRuleTests
{
    private static readonly GraphQLSchema Schema = SchemaReader.Read("""
        interface Named { name: String }
        type Account implements Named { name: String size: Int owner(must: Int!): Account }
        type Order { number: Int }
        union Party = Account | Order
        input Key @oneOf { id: ID name: String }
        type Query { account(key: Key, size: Int): Account named: Named party: Party }
        type Subscription { changed: Account other: Account }
        directive @note(text: String) on FIELD
        """);

    [Theory]
    [InlineData("ExecutableDefinitions", "{ named { name } } type A { b: Int }", "The \"A\" definition is not executable. @ 1:20")]
    [InlineData("ExecutableDefinitions", "{ named { name } } extend schema @a", "The schema definition is not executable. @ 1:20")]
    [InlineData("ExecutableDefinitions", "{ named { name } } directive @a on FIELD", "The \"a\" definition is not executable. @ 1:20")]
    [InlineData("KnownOperationTypes", "mutation { __typename }", "The mutation operation is not supported by the schema. @ 1:1")]
    [InlineData("UniqueOperationNames", "query A { __typename } query A { __typename }", "There can be only one operation named \"A\". @ 1:7 1:30")]
    [InlineData("LoneAnonymousOperation", "query A { __typename } { __typename }", "This anonymous operation must be the only defined operation. @ 1:24")]
    [InlineData("SingleFieldSubscriptions", "subscription { changed { name } other { name } }", "Anonymous Subscription must select only one top level field. @ 1:33")]
    [InlineData("SingleFieldSubscriptions", "subscription S { __typename }", "Subscription \"S\" must not select an introspection top level field. @ 1:18")]
    [InlineData("SingleFieldSubscriptions", "subscription { changed @skip(if: true) { name } }", "Anonymous Subscription must not use `@skip` or `@include` directives in the top level selection. @ 1:24")]
    [InlineData("KnownTypeNames", "{ named { ... on Acount { name } } }", "Unknown type \"Acount\". Did you mean \"Account\"? @ 1:18")]
    [InlineData("FragmentsOnCompositeTypes", "{ ... on Int { a } }", "Fragment cannot condition on non composite type \"Int\". @ 1:10")]
    [InlineData("VariablesAreInputTypes", "query($a: Account) { account(key: $a) { name } }", "Variable \"$a\" cannot be non-input type \"Account\". @ 1:11")]
    [InlineData("ScalarLeafs", "{ named }", "Field \"named\" of type \"Named\" must have a selection of subfields. Did you mean \"named { ... }\"? @ 1:3")]
    [InlineData("FieldsOnCorrectType", "{ named { size } }", "Cannot query field \"size\" on type \"Named\". Did you mean to use an inline fragment on \"Account\"? @ 1:11")]
    [InlineData("UniqueFragmentNames", "{ ...F } fragment F on Query { __typename } fragment F on Query { __typename }", "There can be only one fragment named \"F\". @ 1:19 1:54")]
    [InlineData("KnownFragmentNames", "{ ...F }", "Unknown fragment \"F\". @ 1:6")]
    [InlineData("NoUnusedFragments", "{ __typename } fragment F on Query { __typename }", "Fragment \"F\" is never used. @ 1:16")]
    [InlineData("PossibleFragmentSpreads", "{ named { ... on Order { number } } }", "Fragment cannot be spread here as objects of type \"Named\" can never be of type \"Order\". @ 1:11")]
    [InlineData("NoFragmentCycles", "{ ...F } fragment F on Query { ...F }", "Cannot spread fragment \"F\" within itself. @ 1:32")]
    [InlineData("UniqueVariableNames", "query($a: Int, $a: Int) { account(size: $a) { name } }", "There can be only one variable named \"$a\". @ 1:8 1:17")]
    [InlineData("NoUndefinedVariables", "{ account(size: $a) { name } }", "Variable \"$a\" is not defined. @ 1:17 1:1")]
    [InlineData("NoUnusedVariables", "query A($a: Int) { __typename }", "Variable \"$a\" is never used in operation \"A\". @ 1:9")]
    [InlineData("KnownDirectives", "query @note { __typename }", "Directive \"@note\" may not be used on QUERY. @ 1:7")]
    [InlineData("UniqueDirectivesPerLocation", "{ __typename @note @note }", "The directive \"@note\" can only be used once at this location. @ 1:14 1:20")]
    [InlineData("KnownArgumentNames", "{ account(sise: 1) { name } }", "Unknown argument \"sise\" on field \"Query.account\". Did you mean \"size\"? @ 1:11")]
    [InlineData("UniqueArgumentNames", "{ account(size: 1, size: 1) { name } }", "There can be only one argument named \"size\". @ 1:11 1:20")]
    [InlineData("ValuesOfCorrectType", "{ account(key: {id: 1, name: null}) { name } }", "Within OneOf Input Object type \"Key\", exactly one field must be specified, and the value for that field must be non-null. @ 1:16")]
    [InlineData("ProvidedRequiredArguments", "{ account { owner { name } } }", "Argument \"Account.owner(must:)\" of type \"Int!\" is required, but it was not provided. @ 1:13")]
    [InlineData("VariablesInAllowedPosition", "query($a: Int) { account { owner(must: $a) { name } } }", "Variable \"$a\" of type \"Int\" used in position expecting type \"Int!\". @ 1:7 1:40")]
    [InlineData("OverlappingFieldsCanBeMerged", "{ named { a: name a: __typename } }", "Fields \"a\" conflict because \"name\" and \"__typename\" are different fields. Use different aliases on the fields to fetch both if this was intentional. @ 1:11 1:19")]
    [InlineData("UniqueInputFieldNames", "{ account(key: {id: 1, id: 1}) { name } }", "There can be only one input field named \"id\". @ 1:17 1:24")]
    [InlineData("MaxIntrospectionDepth", "{ __type(name: \"A\") { fields { type { fields { type { fields { name } } } } } } }", "Maximum introspection depth exceeded @ 1:3")]
    public void A_broken_rule_is_reported_in_its_words_at_its_place(string rule, string source, string error)
    {
        ImmutableArray<GraphQLError> errors = Validator.Validate(Schema, Parser.Parse(source).Value!);
        Assert.Equal(error, OracleJson.Errors(errors.Where(found => found.Reason == rule)));
    }

    [Fact]
    public void Objects_that_can_never_meet_may_differ_in_fields_but_not_in_shape()
    {
        Assert.Empty(Validate("{ party { ... on Account { x: size } ... on Order { x: number } } }"));
        Assert.Equal(
            "OverlappingFieldsCanBeMerged",
            Assert.Single(Validate("{ party { ... on Account { x: name } ... on Order { x: number } } }")).Reason);
    }

    private static ImmutableArray<GraphQLError> Validate(string source) => Validator.Validate(Schema, Parser.Parse(source).Value!);
}
