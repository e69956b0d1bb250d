using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Fields;

/// <summary>A reference to an uploaded file (system object <c>File</c>).</summary>
/// <param name="MaxBytes">Largest accepted file.</param>
/// <param name="Accept">Accepted media types, for example <c>application/pdf</c> or <c>image/*</c>; empty means any.</param>
public sealed record FileType(
    [Range(1L, 5L * 1024 * 1024 * 1024)] long MaxBytes = 50L * 1024 * 1024,
    [Format(TextFormat.MediaType), MaxLength(50)] EquatableArray<string> Accept = default) : FieldType;
