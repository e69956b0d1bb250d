namespace Platform.Metadata.Documents;

/// <summary>What a document with a script asks an administrator to agree to.</summary>
public static class ScriptRights
{
    /// <summary>To act as the system.</summary>
    public const string System = "system";

    private const string HostPrefix = "host ";

    /// <summary>To call a host.</summary>
    public static string Host(string host) => HostPrefix + host;

    /// <summary>Everything that the document asks for.</summary>
    public static IEnumerable<string> Of(ScriptDocument script)
    {
        ArgumentNullException.ThrowIfNull(script);
        if (script.RunAs == HookIdentity.System) yield return System;
        foreach (string host in script.Hosts) yield return Host(host);
    }
}
