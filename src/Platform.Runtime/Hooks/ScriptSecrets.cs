using System.Security.Cryptography;
using System.Text;
using Platform.Metadata.Collections;
using Platform.Runtime.Secrets;

namespace Platform.Runtime.Hooks;

/// <summary>
/// Secrets of one run. The script holds a mark for each, which means nothing outside of this run; the value stands in its place when a call leaves the host, and the mark in the
/// value's place in what comes back. What scripts log, throw or store can therefore hold no secret.
/// </summary>
/// <param name="store">The tenant's secrets.</param>
/// <param name="tenant">The tenant.</param>
/// <param name="names">Names that the document asks for.</param>
internal sealed class ScriptSecrets(SecretStore store, Guid tenant, EquatableArray<string> names)
{
    private readonly string _run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<(string Value, string Mark)> _used = [];

    /// <summary>Names that the document asks for.</summary>
    public EquatableArray<string> Names => names;

    /// <summary>What the script has for a secret.</summary>
    public string MarkOf(string name) => $"[secret {name} {_run}]";

    /// <summary>The text with values in place of marks.</summary>
    /// <exception cref="SecretMissingException">A secret was not set.</exception>
    public async Task<string> RevealAsync(string text, CancellationToken cancellation)
    {
        if (!text.Contains(_run, StringComparison.Ordinal)) return text;
        foreach (string name in names)
        {
            string mark = MarkOf(name);
            if (text.Contains(mark, StringComparison.Ordinal)) text = text.Replace(mark, await ValueAsync(name, cancellation), StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The text with marks in place of values, in whatever form they are echoed.</summary>
    public string Hide(string text)
    {
        foreach ((string value, string mark) in _used) text = text.Replace(value, mark, StringComparison.Ordinal);
        return text;
    }

    /// <summary>Hides a text, too, that was made of secrets.</summary>
    public void HideToo(string text, string mark)
    {
        _used.Add((text, mark));
        // What holds another goes first.
        _used.Sort((a, b) => b.Value.Length.CompareTo(a.Value.Length));
    }

    /// <summary>A digest of a text that a secret is the key of.</summary>
    /// <exception cref="SecretMissingException">The secret was not set.</exception>
    public async Task<byte[]> SignAsync(string name, string text, CancellationToken cancellation) =>
        HMACSHA256.HashData(SecretStore.KeyOf(await ValueAsync(name, cancellation)), Encoding.UTF8.GetBytes(text));

    private async Task<string> ValueAsync(string name, CancellationToken cancellation)
    {
        if (_values.TryGetValue(name, out string? known)) return known;
        string value = (await store.FindAsync(tenant, name, cancellation) ?? throw new SecretMissingException(name)).Current;
        _values[name] = value;
        foreach (string form in SecretForms.Of(value)) HideToo(form, MarkOf(name));
        return value;
    }
}
