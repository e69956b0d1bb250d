using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>Rights on one field.</summary>
/// <param name="Field">Field name.</param>
/// <param name="Read">May be seen.</param>
/// <param name="Edit">May be changed; needs <paramref name="Read"/>.</param>
public sealed record FieldRights([Format(TextFormat.FieldName)] string Field, bool Read, bool Edit);
