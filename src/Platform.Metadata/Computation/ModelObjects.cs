using Platform.Expressions.Typing;
using Platform.Metadata.Model;

namespace Platform.Metadata.Computation;

/// <summary>The objects of a model, for the type checker.</summary>
/// <param name="find">Finds an object by name.</param>
public sealed class ModelObjects(Func<string, ObjectModel?> find) : IExpressionObjects
{
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
