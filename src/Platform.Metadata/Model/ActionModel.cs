using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Permissions;

namespace Platform.Metadata.Model;

/// <summary>An action as the engines see it.</summary>
/// <param name="Document">The document, texts translated.</param>
/// <param name="Input">What it is given; fields without columns.</param>
/// <param name="Output">What it gives back; fields without columns.</param>
public sealed record ActionModel(ActionDocument Document, EquatableArray<FieldModel> Input, EquatableArray<FieldModel> Output)
{
    /// <summary>Name of the action, and of its field in the API.</summary>
    public string Name => Document.Name;

    /// <summary>Name of the API's type of the input.</summary>
    public string InputType => Pascal + ApiTypes.ActionInput;

    /// <summary>Name of the API's type of the result.</summary>
    public string ResultType => Pascal + ApiTypes.ActionResult;

    private string Pascal => char.ToUpperInvariant(Name[0]) + Name[1..];

    /// <summary>Whether those with these rights may carry it out, as far as roles and objects decide.</summary>
    public bool MayRun(PermissionSet permissions)
    {
        ArgumentNullException.ThrowIfNull(permissions);
        return Document.Active
            && (Document.Object is not { } target || permissions.For(target).CanRead)
            && (Document.Roles.IsEmpty || Document.Roles.Any(permissions.Roles.Contains) || permissions.Has(SystemRight.Customize));
    }
}
