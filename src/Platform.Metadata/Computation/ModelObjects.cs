using Platform.Expressions.Typing;
using Platform.Metadata.Model;

namespace Platform.Metadata.Computation;

/// <summary>The objects and business calendars of a model, for the type checker.</summary>
/// <param name="find">Finds an object by name.</param>
/// <param name="hours">Finds a business calendar by name, the default one without a name.</param>
/// <param name="calendars">Names of the business calendars.</param>
public sealed class ModelObjects(Func<string, ObjectModel?> find, Func<string?, IBusinessHours?> hours, Func<IEnumerable<string>> calendars) : IExpressionObjects
{
    /// <inheritdoc/>
    public IEnumerable<string> Calendars => calendars();

    /// <summary>Those of a compiled model.</summary>
    public static ModelObjects Of(TenantModel model) =>
        new(name => model.TryGetObject(name, out ObjectModel? found) ? found : null, model.HoursOf, () => model.Calendars.Select(c => c.Name));

    /// <inheritdoc/>
    public IBusinessHours? Hours(string? calendar) => hours(calendar);

    /// <inheritdoc/>
    public ExpressionMember? Member(string objectName, string name)
    {
        if (find(objectName) is not { } model) return null;
        for (int i = 0; i < model.Fields.Count; i++)
        {
            if (model.Fields[i].Name == name) return FieldMembers.Of(model.Fields[i], i);
        }

        foreach (RelationModel relation in model.Relations)
        {
            if (relation.Name == name) return FieldMembers.Of(relation);
        }

        return null;
    }

    /// <inheritdoc/>
    public IEnumerable<ExpressionMember> Members(string objectName)
    {
        if (find(objectName) is not { } model) return [];
        return model.Fields.Select(FieldMembers.Of).OfType<ExpressionMember>().Concat(model.Relations.Select(FieldMembers.Of));
    }
}
