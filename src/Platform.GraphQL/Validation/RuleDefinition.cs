using Platform.GraphQL.Language.Nodes;

namespace Platform.GraphQL.Validation;

/// <summary>A rule as the validator knows it.</summary>
/// <param name="Name">The name that errors carry as their reason; graphql-js's, where it has the rule.</param>
/// <param name="Kinds">The nodes it wants to see.</param>
/// <param name="Create">Makes the rule for one document.</param>
internal sealed record RuleDefinition(string Name, SyntaxKind[] Kinds, Func<ValidationContext, ValidationRule> Create);
