using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Tests.Workspace;

/// <summary>
/// Writes the TypeScript interfaces of records as <see cref="Metadata.Workspace.WorkspaceJson"/> serialises them: camel case, members that may
/// be null or false optional, lists read-only arrays, enums unions of strings.
/// </summary>
internal sealed class TypeScriptTypes
{
    private readonly NullabilityInfoContext _nullability = new();
    private readonly List<Type> _queue = [];

    public static string Of(Type root)
    {
        TypeScriptTypes types = new();
        types._queue.Add(root);
        StringBuilder text = new("// Generated from the C# records of Platform.Metadata.Workspace by `npm run types`; not edited by hand.\n");
        for (int i = 0; i < types._queue.Count; i++) types.Write(text, types._queue[i]);
        return text.ToString();
    }

    private void Write(StringBuilder text, Type type)
    {
        if (type.IsEnum)
        {
            string members = string.Join(" | ", Enum.GetNames(type).Select(n => $"'{Camel(n)}'"));
            text.Append(CultureInfo.InvariantCulture, $"\nexport type {type.Name} = {members};\n");
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"\nexport interface {type.Name} {{\n");
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            bool optional = property.PropertyType == typeof(bool)
                || Nullable.GetUnderlyingType(property.PropertyType) is not null
                || _nullability.Create(property).ReadState == NullabilityState.Nullable;
            text.Append(CultureInfo.InvariantCulture, $"  readonly {Camel(property.Name)}{(optional ? "?" : "")}: {Name(property.PropertyType)};\n");
        }

        text.Append("}\n");
    }

    private string Name(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return "string";
        if (type == typeof(bool)) return "boolean";
        if (type == typeof(int) || type == typeof(long)) return "number";
        if (type == typeof(JsonText)) return "unknown";
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>))
        {
            return $"readonly {Name(type.GetGenericArguments()[0])}[]";
        }

        if (!_queue.Contains(type)) _queue.Add(type);
        return type.Name;
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
