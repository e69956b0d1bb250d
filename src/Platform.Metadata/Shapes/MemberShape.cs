namespace Platform.Metadata.Shapes;

/// <summary>One key of a record in JSON.</summary>
/// <param name="Key">JSON key.</param>
/// <param name="Value">How its value looks.</param>
/// <param name="Required">The key must be there.</param>
/// <param name="Default">The value when the key is absent.</param>
/// <param name="Property">The record's property, for reading it and for its documentation.</param>
internal sealed record MemberShape(string Key, ValueShape Value, bool Required, object? Default, System.Reflection.PropertyInfo Property);
