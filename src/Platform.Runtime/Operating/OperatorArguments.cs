using System.Globalization;
using Platform.Runtime.Configuration;

namespace Platform.Runtime.Operating;

/// <summary>A command line of the operator, taken apart: <c>tenant create acme --name Acme --data DIR</c>.</summary>
internal sealed class OperatorArguments
{
    private static readonly string[] Flags = ["--name", "--locale", "--time-zone", "--currency", "--tenant", "--role", "--format", "--object", "--field"];
    private static readonly string[] Switches = ["--yes", "--without-keys", "--with-encrypted"];
    private static readonly string[] OfOneWord = ["backup", "restore", "export"];
    private readonly string? _subject;
    private readonly ILookup<string, string> _values;

    private OperatorArguments(string command, string? subject, ILookup<string, string> values, IReadOnlyList<string> hostFlags)
    {
        Command = command;
        _subject = subject;
        _values = values;
        HostFlags = hostFlags;
    }

    /// <summary>The words of the command.</summary>
    internal string Command { get; }

    /// <summary>What is left for <see cref="PlatformOptionsReader"/>.</summary>
    internal IReadOnlyList<string> HostFlags { get; }

    internal static OperatorArguments Parse(string[] arguments)
    {
        int words = OfOneWord.Contains(arguments[0]) ? 1 : 2;
        string command = string.Join(' ', arguments.Take(words));
        string? subject = arguments.Length > words && !arguments[words].StartsWith('-') ? arguments[words] : null;
        List<(string Flag, string Value)> values = [];
        List<string> hostFlags = [];
        for (int i = subject is null ? words : words + 1; i < arguments.Length; i++)
        {
            string flag = arguments[i];
            if (Switches.Contains(flag))
            {
                values.Add((flag, ""));
                continue;
            }
            if (!Flags.Contains(flag))
            {
                hostFlags.Add(flag);
                continue;
            }
            if (i + 1 == arguments.Length) throw new PlatformOptionsException($"{flag} needs a value.\n\n{OperatorProgram.Usage}");
            values.Add((flag, arguments[++i]));
        }
        return new OperatorArguments(command, subject, values.ToLookup(pair => pair.Flag, pair => pair.Value), hostFlags);
    }

    /// <summary>The word after the command.</summary>
    internal string Subject(string what) =>
        _subject ?? throw new PlatformOptionsException($"'{Command}' needs {what}.\n\n{OperatorProgram.Usage}");

    /// <summary>The word after the command as a number; null when there is none.</summary>
    internal long? Number => _subject is null ? null
        : long.TryParse(_subject, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
        : throw new PlatformOptionsException($"'{_subject}' is no number.\n\n{OperatorProgram.Usage}");

    /// <summary>Whether a switch was given.</summary>
    internal bool Has(string name) => _values.Contains(name);

    internal string? Value(string flag) => _values[flag].LastOrDefault();

    internal IReadOnlyList<string> Values(string flag) => [.. _values[flag]];
}
