using System.Collections.Immutable;
using Platform.GraphQL.Validation.Rules;

namespace Platform.GraphQL.Validation;

/// <summary>All rules, in the order in which errors at the same node stand.</summary>
internal static class SpecifiedRules
{
    public static ImmutableArray<RuleDefinition> All { get; } =
    [
        ExecutableDefinitionsRule.Definition,
        KnownOperationTypesRule.Definition,
        UniqueOperationNamesRule.Definition,
        LoneAnonymousOperationRule.Definition,
        SingleFieldSubscriptionsRule.Definition,
        KnownTypeNamesRule.Definition,
        FragmentsOnCompositeTypesRule.Definition,
        VariablesAreInputTypesRule.Definition,
        ScalarLeafsRule.Definition,
        FieldsOnCorrectTypeRule.Definition,
        UniqueFragmentNamesRule.Definition,
        KnownFragmentNamesRule.Definition,
        NoUnusedFragmentsRule.Definition,
        PossibleFragmentSpreadsRule.Definition,
        NoFragmentCyclesRule.Definition,
        UniqueVariableNamesRule.Definition,
        NoUndefinedVariablesRule.Definition,
        NoUnusedVariablesRule.Definition,
        KnownDirectivesRule.Definition,
        UniqueDirectivesPerLocationRule.Definition,
        KnownArgumentNamesRule.Definition,
        UniqueArgumentNamesRule.Definition,
        ValuesOfCorrectTypeRule.Definition,
        ProvidedRequiredArgumentsRule.Definition,
        VariablesInAllowedPositionRule.Definition,
        OverlappingFieldsCanBeMergedRule.Definition,
        UniqueInputFieldNamesRule.Definition,
        MaxIntrospectionDepthRule.Definition,
    ];
}
