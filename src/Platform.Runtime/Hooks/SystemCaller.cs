using Platform.Metadata.Permissions;
using Platform.Runtime.Records;

namespace Platform.Runtime.Hooks;

/// <summary>The platform as a caller: what an administrator may, in the name of the user who set it off.</summary>
internal static class SystemCaller
{
    private const string Role = "administrator";

    /// <summary>The same caller with the rights of an administrator.</summary>
    public static RecordCaller Of(RecordCaller caller) =>
        caller.Lent(PermissionCompiler.Compile(caller.Model, [Role]));
}
