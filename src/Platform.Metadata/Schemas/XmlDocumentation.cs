using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Namotion.Reflection;

namespace Platform.Metadata.Schemas;

/// <summary>Descriptions out of the XML documentation of the document records, as plain text; empty where it is not at hand.</summary>
internal static partial class XmlDocumentation
{
    /// <summary>The summary of a type.</summary>
    public static string? Summary(Type type) => Text(type.GetXmlDocsElement()?.Element("summary"));

    /// <summary>The summary of a property, or what its record says of the constructor parameter of that name.</summary>
    public static string? Summary(PropertyInfo property) =>
        Text(property.GetXmlDocsElement()?.Element("summary"))
        ?? Text(property.DeclaringType!.GetXmlDocsElement()?.Elements("param").FirstOrDefault(p => p.Attribute("name")?.Value == property.Name));

    private static string? Text(XElement? element)
    {
        if (element is null) return null;
        string text = White().Replace(string.Concat(element.Nodes().Select(Plain)), " ").Trim();
        return text.Length == 0 ? null : text;
    }

    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "seealso" } reference => Reference(reference),
        XElement { Name.LocalName: "paramref" } parameter => parameter.Attribute("name")?.Value ?? string.Empty,
        XElement other => string.Concat(other.Nodes().Select(Plain)),
        _ => string.Empty,
    };

    private static string Reference(XElement element)
    {
        string name = element.Attribute("cref")?.Value ?? element.Attribute("langword")?.Value ?? string.Empty;
        string last = name[(name.LastIndexOf('.') + 1)..];
        return last.Length == 0 ? last : char.ToLowerInvariant(last[0]) + last[1..];
    }

    [GeneratedRegex("\\s+", RegexOptions.CultureInvariant)]
    private static partial Regex White();
}
