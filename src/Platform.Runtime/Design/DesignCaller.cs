using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Metadata.Documents;
using Platform.Metadata.Permissions;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Design;

/// <summary>Who designs: somebody with the right to customize, and the tenant's state at the entry of the request.</summary>
/// <param name="State">The state.</param>
/// <param name="UserId">Id of the <c>User</c> record.</param>
/// <param name="Roles">Names of that person's roles.</param>
/// <param name="TimeZone">The tenant's time zone.</param>
internal sealed record DesignCaller(TenantState State, Guid UserId, IReadOnlyList<string> Roles, string TimeZone)
{
    /// <summary>Sum of the roles against the state's model.</summary>
    public PermissionSet Rights => PermissionCompiler.Compile(State.Model, Roles);

    /// <summary>Agreeing that a script acts as the system, or sends data to a host, is no matter of design: it needs the right to manage users besides.</summary>
    public bool MayAgree => Rights.Has(SystemRight.ManageUsers);

    /// <summary>Whether every value of an object's records may be read: what others were told of them, or told about them, is shown to those alone.</summary>
    public bool ReadsAllOf(string target) => Rights.For(target) is { } rights && rights.Read == RowPredicate.Everything && rights.HiddenFields.Count == 0;

    /// <summary>Whether every value of all objects may be read, for contents of which nobody can say whose they are. What is the platform's own does not count.</summary>
    public bool ReadsAll => State.Model.Objects.All(o => o.IsSystem || ReadsAllOf(o.Name));

    /// <summary>What somebody is told who may not agree.</summary>
    public static FieldErrors AgreementRefused() => FieldErrors.Of(
        new GraphQLError("Agreeing to what scripts ask for needs the right to manage users.") { Code = GraphQLErrorCode.Forbidden, Reason = PublishCodes.AgreementForbidden });
}
