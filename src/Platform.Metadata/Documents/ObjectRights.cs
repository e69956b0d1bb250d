using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>Rights on the records of one object.</summary>
/// <param name="Object">Object name, or <c>*</c> for every object not listed.</param>
/// <param name="Create">May create records.</param>
/// <param name="Read">Whose records may be read.</param>
/// <param name="Edit">Whose records may be edited; never more than <paramref name="Read"/>.</param>
/// <param name="Delete">Whose records may be deleted; never more than <paramref name="Read"/>.</param>
/// <param name="Fields">Exceptions per field; a field not listed may be read, and edited as far as the record may.</param>
public sealed record ObjectRights(
    [Format(TextFormat.ObjectNameOrAll)] string Object,
    bool Create,
    AccessScope Read,
    AccessScope Edit,
    AccessScope Delete,
    [MaxLength(500)] EquatableArray<FieldRights> Fields);
