using Platform.Expressions.Typing;
using Platform.Metadata.Model;

namespace Platform.Metadata.Hazards;

/// <summary>
/// Whether an expression of the new model can be asked of the tables as they are now: everything that it reads, through formulas too, lies in the
/// same tables and columns already.
/// </summary>
internal static class StoredReads
{
    private const int MostSteps = 20;

    /// <summary>True when the expression can be asked now.</summary>
    public static bool Are(TenantModel before, TenantModel after, CheckedExpression expression) => Are(before, after, expression, 0);

    private static bool Are(TenantModel before, TenantModel after, CheckedExpression expression, int step) =>
        step <= MostSteps && expression.Reads.All(read => read.Member.Tag switch
        {
            RelationModel relation => IsStored(before, after, relation.SourceObject, relation.SourceField, step),
            _ => IsStored(before, after, read.ObjectName, read.Member.Name, step),
        });

    /// <summary>True when a field lies where it will lie.</summary>
    public static bool IsStored(TenantModel before, TenantModel after, string objectName, string name, int step = 0)
    {
        ObjectModel now = after.Object(objectName);
        FieldModel field = now.Field(name);
        if (field.Formula is { } formula) return Are(before, after, formula.Checked, step + 1);
        ObjectModel? was = before.Objects.FirstOrDefault(o => o.Id == now.Id);
        return was?.Table == now.Table && was.Fields.Any(f => f.Id == field.Id && f.Columns == field.Columns && f.LinkTable == field.LinkTable && f.Formula is null);
    }
}
