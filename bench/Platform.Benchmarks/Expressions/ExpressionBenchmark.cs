using System.Globalization;
using Platform.Expressions.Evaluation;
using Platform.Expressions.Typing;
using Platform.Expressions.Values;

namespace Platform.Benchmarks.Expressions;

/// <summary>Compiles 2,000 different expressions, and evaluates one of ten parts over decimals; the limits are 300 ms and 300 ns.</summary>
internal static class ExpressionBenchmark
{
    private const int Expressions = 2_000, Evaluations = 2_000_000;
    private const double CompileLimit = 300, EvaluateLimit = 300;

    // Multiply, subtract, divide, add; three fields, two literals and the conversion of one: ten parts.
    private const string Formula = "record.price * record.quantity * (1 - record.discount) + 2.5";

    private static readonly ExpressionScope Scope = new(new Schema(), "Line");

    /// <summary>Prints the figures; the number of limits that do not hold.</summary>
    public static int Run()
    {
        string[] texts = [.. Enumerable.Range(0, Expressions).Select(Text)];
        Compile(texts[..200]);
        Timing compile = Timing.Median(5, () => Compile(texts));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"compile {Expressions} expressions: {compile.Elapsed:F0} ms elapsed, {compile.Processor:F0} ms processor (limit {CompileLimit} ms)"));

        CompiledExpression formula = CompiledExpression.Compile(TypeChecker.Check(Formula, Scope).Expression!);
        EvaluationContext context = new(new Line());
        Evaluate(formula, context, Evaluations / 4);
        Timing evaluate = Timing.Median(5, () => Evaluate(formula, context, Evaluations));
        double elapsed = evaluate.Elapsed * 1e6 / Evaluations, processor = evaluate.Processor * 1e6 / Evaluations;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"evaluate {Formula}: {elapsed:F0} ns elapsed, {processor:F0} ns processor (limit {EvaluateLimit} ns)"));
        return (compile.Processor <= CompileLimit ? 0 : 1) + (processor <= EvaluateLimit ? 0 : 1);
    }

    private static string Text(int number) => (number % 4) switch
    {
        0 => $"record.price * record.quantity * (1 - record.discount) + {number}.5",
        1 => $"record.name.startsWith('a{number}') && record.quantity > {number} ? record.price / 3 : coalesce(record.discount, 0.{number})",
        2 => $"record.parts.exists(p, p.price > {number} && p.name != record.name) || blank(record.name)",
        _ => $"math.round(record.price * (1 + record.discount), 2) >= {number} && today - date(2024, 1, 31) > days({number % 100})",
    };

    private static void Compile(string[] texts)
    {
        foreach (string text in texts)
        {
            CheckResult result = TypeChecker.Check(text, Scope);
            CompiledExpression.Compile(result.Expression ?? throw new InvalidOperationException(result.Errors[0].ToString()));
        }
    }

    private static void Evaluate(CompiledExpression formula, EvaluationContext context, int times)
    {
        for (int i = 0; i < times; i++)
        {
            if (!formula.TryDecimal(context, out ExactDecimal value) || value.Sign <= 0) throw new InvalidOperationException("The formula gives no value.");
        }
    }

    private sealed class Schema : IExpressionObjects
    {
        private static readonly ExpressionMember[] All =
        [
            new("name", ExpressionType.Text) { Slot = 0 }, new("price", ExpressionType.Decimal) { Slot = 1 }, new("quantity", ExpressionType.Decimal) { Slot = 2 },
            new("discount", ExpressionType.Decimal) { Slot = 3 }, new("parts", ExpressionType.List(ExpressionType.Reference("Line"))) { Slot = -1 },
        ];

        public ExpressionMember? Member(string objectName, string name) => Array.Find(All, m => m.Name == name);

        public IEnumerable<ExpressionMember> Members(string objectName) => All;
    }

    private sealed class Line : IExpressionRecord
    {
        private readonly object?[] values = ["Widget", 129.90m, 12m, 0.05m];

        public Guid Id => Guid.Empty;

        public object? Value(ExpressionMember member) => values[member.Slot];

        public IExpressionRecord? Related(ExpressionMember member) => null;

        public IReadOnlyList<IExpressionRecord> Children(ExpressionMember member) => [];
    }
}
