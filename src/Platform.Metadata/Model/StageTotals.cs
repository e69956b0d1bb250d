using System.Globalization;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Storage;

namespace Platform.Metadata.Model;

/// <summary>
/// Counts and sums of an object's live records for each pipeline, stage, owner and currency, kept in a table of their own: what they come to is the sum over all its rows, of
/// which writes only ever add some (decision 0089).
/// </summary>
/// <param name="Table">Name of the table, unquoted.</param>
/// <param name="Keys">What the records are told apart by; columns of the same name and type hold it.</param>
/// <param name="Amounts">What is added up.</param>
public sealed record StageTotals(string Table, EquatableArray<FieldModel> Keys, EquatableArray<FieldModel> Amounts)
{
    /// <summary>Column that counts records; no column of a field begins with an underscore.</summary>
    public const string Count = "_count";

    /// <summary>Column that adds up an amount.</summary>
    public static string Sum(int amount) => string.Create(CultureInfo.InvariantCulture, $"_sum_{amount}");

    /// <summary>Column that counts the records in which an amount is not blank.</summary>
    public static string Filled(int amount) => string.Create(CultureInfo.InvariantCulture, $"_filled_{amount}");

    /// <summary>The totals that are kept of an object, or null.</summary>
    public static StageTotals? Of(ObjectModel owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        if (!owner.Pipelines.Any(p => p.KeepsTotals)) return null;
        List<FieldModel> keys = [owner.Field(SystemFields.Pipeline), owner.Field(owner.Pipelines[0].Field)];
        FieldModel[] amounts = [.. owner.Pipelines.Select(p => p.AmountField).OfType<string>().Distinct().Select(owner.Field).Where(f => f is { Formula: null, Columns.Count: 1 })];
        if (owner.Ownership == Ownership.User) keys.Add(owner.Field(SystemFields.Owner));
        if (amounts.Any(a => a.Type is CurrencyType) && owner.TryGetField(SystemFields.Currency, out FieldModel? currency)) keys.Add(currency);
        return new StageTotals(StorageNames.Totals(owner.Table), keys.ToEquatableArray(), amounts.ToEquatableArray());
    }

    /// <summary>The same columns of the same types are kept.</summary>
    public static bool IsSame(StageTotals? one, StageTotals? other) =>
        one is null || other is null ? one == other : one.Table == other.Table && Shape(one.Keys).SequenceEqual(Shape(other.Keys)) && Shape(one.Amounts).SequenceEqual(Shape(other.Amounts));

    private static IEnumerable<(string, string)> Shape(EquatableArray<FieldModel> fields) => fields.Select(f => (f.Column.Name, f.Column.Type));
}
