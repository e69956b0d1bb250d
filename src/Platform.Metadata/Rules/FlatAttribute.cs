namespace Platform.Metadata.Rules;

/// <summary>The keys of the value stand among those of the record that holds it, instead of in an object of their own.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class FlatAttribute : Attribute;
