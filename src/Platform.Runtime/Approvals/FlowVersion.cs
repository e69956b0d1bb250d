using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Platform.Expressions.Typing;
using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Reading;
using Platform.Runtime.Approvals.Engine;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Approvals;

/// <summary>
/// A flow in the version by which a request runs, checked against the model of now: the documents may have moved on since, and with them the fields that its expressions read.
/// </summary>
internal sealed class FlowVersion
{
    private const int MostKept = 1_000;
    private static readonly ConditionalWeakTable<TenantModel, ConcurrentDictionary<string, FlowVersion>> Known = [];
    private readonly ConcurrentDictionary<string, FlowFacts> _facts = new(StringComparer.Ordinal);

    private FlowVersion(TenantModel model, ApprovalFlowDocument document, string text)
    {
        Document = document;
        Text = text;
        Outline = new FlowOutline(document);
        // A flow that a step names and that is gone.
        IsBroken = Outline.Asking.Any(s => s.Flow is not null);
        if (!model.TryGetObject(document.Object, out ObjectModel? source))
        {
            IsBroken = true;
            return;
        }

        Layout = RecordLayout.Of(source);
        ExpressionScope scope = ApprovalExpressions.Scope(ModelObjects.Of(model), source.Name);
        Conditions = Check(ApprovalExpressions.Conditions(document), scope, ExpressionType.Bool);
        Users = Check(ApprovalExpressions.Users(document), scope, ExpressionType.Reference(ExpressionObjects.User));
        Texts = Check(ApprovalExpressions.Texts(document), scope, ExpressionType.Text);
        Dictionary<ApprovalUpdate, CheckedExpression> updates = [];
        foreach (ApprovalUpdate update in ApprovalExpressions.Updates(document).Distinct())
        {
            if (source.TryGetField(update.Field, out FieldModel? field) && TypeChecker.Check(update.Value, scope, FieldMembers.TypeOf(field.Type)) is { IsValid: true } result)
            {
                updates[update] = result.Expression!;
            }
            else
            {
                IsBroken = true;
            }
        }

        Updates = updates;
    }

    /// <summary>The document.</summary>
    public ApprovalFlowDocument Document { get; }

    /// <summary>Its JSON text.</summary>
    public string Text { get; }

    /// <summary>Its steps.</summary>
    public FlowOutline Outline { get; }

    /// <summary>The object.</summary>
    public RecordLayout Layout { get; } = null!;

    /// <summary>The flow does not fit the model any more: its object, a field or a type is gone.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Conditions by their text.</summary>
    public IReadOnlyDictionary<string, CheckedExpression> Conditions { get; } = new Dictionary<string, CheckedExpression>();

    /// <summary>Expressions of approvers by their text.</summary>
    public IReadOnlyDictionary<string, CheckedExpression> Users { get; } = new Dictionary<string, CheckedExpression>();

    /// <summary>Expressions in texts of actions by their text.</summary>
    public IReadOnlyDictionary<string, CheckedExpression> Texts { get; } = new Dictionary<string, CheckedExpression>();

    /// <summary>Values of fields that are set.</summary>
    public IReadOnlyDictionary<ApprovalUpdate, CheckedExpression> Updates { get; } = new Dictionary<ApprovalUpdate, CheckedExpression>();

    /// <summary>The statement that asks the record, in a tenant's schema.</summary>
    public FlowFacts Facts(TenantModel model, string schema) => _facts.GetOrAdd(schema, s => new FlowFacts(this, model, s));

    /// <summary>The version of a flow that documents have now, with those that it goes through.</summary>
    public static FlowVersion Of(TenantModel model, ApprovalFlowDocument document)
    {
        ConcurrentDictionary<string, FlowVersion> known = Known.GetOrCreateValue(model);
        string key = "now " + document.Name;
        if (known.TryGetValue(key, out FlowVersion? found)) return found;
        ApprovalFlowDocument whole = SubFlows.Expand(document, model.ApprovalFlow);
        return Keep(known, key, new FlowVersion(model, whole, DocumentWriter.WriteCompact(whole)));
    }

    /// <summary>The version with which a request was submitted; null when the text is none.</summary>
    public static FlowVersion? Of(TenantModel model, string text)
    {
        ConcurrentDictionary<string, FlowVersion> known = Known.GetOrCreateValue(model);
        if (known.TryGetValue(text, out FlowVersion? found)) return found;
        return DocumentReader.Read(text).Document?.Document is ApprovalFlowDocument document ? Keep(known, text, new FlowVersion(model, document, text)) : null;
    }

    private static FlowVersion Keep(ConcurrentDictionary<string, FlowVersion> known, string key, FlowVersion made)
    {
        if (known.Count >= MostKept) known.Clear();
        return known.GetOrAdd(key, made);
    }

    private Dictionary<string, CheckedExpression> Check(IEnumerable<string> texts, ExpressionScope scope, ExpressionType expected)
    {
        Dictionary<string, CheckedExpression> found = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            if (TypeChecker.Check(text, scope, expected) is { IsValid: true } result) found[text] = result.Expression!;
            else IsBroken = true;
        }

        return found;
    }
}
