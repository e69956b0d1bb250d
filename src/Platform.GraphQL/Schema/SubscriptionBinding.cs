using Platform.Metadata.Model;

namespace Platform.GraphQL.Schema;

/// <summary>What a root field of subscriptions means; found at <c>FieldDefinition.Extension</c>.</summary>
/// <param name="Object">Whose changes.</param>
public sealed record SubscriptionBinding(ObjectModel Object);
