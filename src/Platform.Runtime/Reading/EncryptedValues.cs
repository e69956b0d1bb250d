using System.Text;
using System.Text.Encodings.Web;
using Platform.Runtime.Writing.Encryption;

namespace Platform.Runtime.Reading;

/// <summary>Replaces encrypted values in a response by their texts. The database has the bytes and no key.</summary>
/// <param name="cipher">Cipher of encrypted fields.</param>
public sealed class EncryptedValues(FieldCipher cipher)
{
    /// <summary>The response with every <c>"mark|object|field|record|bytes"</c> replaced by its text as a JSON string; by null where it was changed, moved to another record, or its key is gone.</summary>
    /// <param name="json">The response.</param>
    /// <param name="mark">The mark of this response.</param>
    /// <param name="tenant">The tenant.</param>
    public string Reveal(string json, string mark, Guid tenant)
    {
        ArgumentNullException.ThrowIfNull(json);
        string start = "\"" + mark + "|";
        StringBuilder revealed = new(json.Length);
        int from = 0;
        while (json.IndexOf(start, from, StringComparison.Ordinal) is >= 0 and int at)
        {
            int end = json.IndexOf('"', at + 1);
            string[] parts = json[(at + start.Length)..end].Split('|');
            CipherPlace place = new(tenant, parts[0], parts[1], Guid.Parse(parts[2]));
            string? text = cipher.TryDecrypt(Convert.FromHexString(parts[3]), place);
            revealed.Append(json, from, at - from);
            if (text is null) revealed.Append("null");
            else revealed.Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)).Append('"');
            from = end + 1;
        }

        return revealed.Append(json, from, json.Length - from).ToString();
    }
}
