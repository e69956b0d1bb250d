using Platform.Expressions.Evaluation;
using Platform.Expressions.Typing;

namespace Platform.Expressions.Tests;

/// <summary>A small schema: orders with lines, accounts and users.</summary>
internal sealed class SampleObjects : IExpressionObjects
{
    private static readonly Dictionary<string, ExpressionMember[]> All = new()
    {
        ["Order"] =
        [
            new("name", ExpressionType.Text) { MaxLength = 255 }, new("amount", ExpressionType.Decimal), new("discount", ExpressionType.Decimal), new("count", ExpressionType.Int),
            new("closed", ExpressionType.Bool), new("due", ExpressionType.Date), new("sentAt", ExpressionType.Timestamp),
            new("effort", ExpressionType.Duration), new("tags", ExpressionType.List(ExpressionType.Text)),
            new("account", ExpressionType.Reference("Account")), new("owner", ExpressionType.Reference("User")),
            Structure("site", ExpressionType.Address, ExpressionType.Text, "street", "city", "country"),
            Structure("spot", ExpressionType.Geolocation, ExpressionType.Decimal, "latitude", "longitude"),
            new("lines", ExpressionType.List(ExpressionType.Reference("Line"))), new("id", ExpressionType.Text) { IsNullable = false },
        ],
        ["Line"] = [new("name", ExpressionType.Text), new("quantity", ExpressionType.Decimal), new("order", ExpressionType.Reference("Order"))],
        ["Account"] =
        [
            new("name", ExpressionType.Text), new("owner", ExpressionType.Reference("User")), new("parent", ExpressionType.Reference("Account")),
            new("rating", ExpressionType.Int),
        ],
        ["User"] = [new("name", ExpressionType.Text), new("email", ExpressionType.Text)],
    };

    private static ExpressionMember Structure(string name, ExpressionType type, ExpressionType part, params string[] parts) =>
        new(name, type) { Parts = [.. parts.Select(p => new ExpressionMember(name, part) { Part = p })] };

    public static ExpressionScope Scope { get; } = new(new SampleObjects(), "Order") { HasOld = true, UserObject = "User" };

    public ExpressionMember? Member(string objectName, string name) => Members(objectName).FirstOrDefault(m => m.Name == name);

    public IEnumerable<ExpressionMember> Members(string objectName) => All[objectName];
}

/// <summary>A record made of names and values.</summary>
internal sealed class SampleRecord : Dictionary<string, object?>, IExpressionRecord
{
    public Guid Id { get; init; } = Guid.NewGuid();

    public object? Value(ExpressionMember member) => member.Name == "id" ? Id : this.GetValueOrDefault(member.WrittenName);

    public IExpressionRecord? Related(ExpressionMember member) => (IExpressionRecord?)this.GetValueOrDefault(member.Name);

    public IReadOnlyList<IExpressionRecord> Children(ExpressionMember member) => (IReadOnlyList<IExpressionRecord>?)this.GetValueOrDefault(member.Name) ?? [];
}
