using System.ComponentModel.DataAnnotations;

namespace Platform.Metadata.Fields;

/// <summary>A number given by the platform on create, for example <c>INV-{YYYY}-{0000}</c>.</summary>
/// <param name="Format">Text with placeholders: <c>{0000}</c> the counter with least digits, <c>{YYYY} {YY} {MM} {DD}</c> the date; a counter restarts when its date parts change.</param>
/// <param name="Gapless">True: the counter is taken under a lock in the record's transaction so that no number is ever lost; false: from a sequence.</param>
/// <param name="Start">First counter value.</param>
public sealed record AutoNumberType([StringLength(60, MinimumLength = 1)] string Format = "{0000}", bool Gapless = false, [Range(0L, 999_999_999_999L)] long Start = 1) : FieldType;
