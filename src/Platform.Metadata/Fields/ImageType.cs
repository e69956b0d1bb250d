using System.ComponentModel.DataAnnotations;

namespace Platform.Metadata.Fields;

/// <summary>A reference to an uploaded picture (system object <c>File</c>; PNG, JPEG, GIF, WebP).</summary>
/// <param name="MaxBytes">Largest accepted file.</param>
public sealed record ImageType([Range(1L, 100L * 1024 * 1024)] long MaxBytes = 10L * 1024 * 1024) : FieldType;
