using Platform.Metadata.Model;
using Platform.Metadata.Values;

namespace Platform.Runtime.Writing.Statements;

/// <summary>References to records of several objects: columns have the object's stable id, so that renaming it touches no row, values have its name.</summary>
internal static class NamedReferences
{
    /// <summary>A value of a column as the pipeline has it; null for a reference to an object that is no more.</summary>
    public static object? Of(TenantModel model, object? value)
    {
        if (value is not PolymorphicReference reference) return value;
        return model.Objects.FirstOrDefault(o => o.Id == reference.Object) is { } target ? reference with { Object = target.Name } : null;
    }
}
