namespace Platform.Runtime.Tests.Publishing;

/// <summary>Documents of tests in few words.</summary>
internal static class Docs
{
    /// <summary>An object with a name field and the given further fields, each as JSON members without braces.</summary>
    public static string Object(string name, params string[] fields) => Of(name, "", fields);

    /// <summary>An object with further members of its own, for example <c>"id": "x",</c>.</summary>
    public static string Of(string name, string members, params string[] fields) =>
        $$"""
        {"kind":"object","name":"{{name}}",{{members}}"label":"{{name}}","pluralLabel":"{{name}}s","nameField":"title",
         "fields":[{"name":"title","label":"Title","type":"text"}{{string.Concat(fields.Select(f => ",{" + f + "}"))}}]}
        """;

    /// <summary>A field's members: its name, type and further settings as JSON.</summary>
    public static string Field(string name, string type, string settings = "") =>
        $"\"name\":\"{name}\",\"label\":\"{name}\",\"type\":\"{type}\"{(settings.Length > 0 ? "," + settings : "")}";
}
