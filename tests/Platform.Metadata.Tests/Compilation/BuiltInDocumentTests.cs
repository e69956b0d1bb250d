using Platform.Metadata.BuiltIn;
using Platform.Metadata.Compilation;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Xunit;

namespace Platform.Metadata.Tests.Compilation;

public sealed class BuiltInDocumentTests
{
    [Fact]
    public void Built_in_documents_compile_without_findings()
    {
        Metadata.Compilation.Compilation result = ModelCompiler.Compile(Array.Empty<Document>());
        Assert.Empty(result.Diagnostics);
        Assert.Equal(["ApprovalDelegation", "ApprovalEntry", "ApprovalRequest", "ApprovalTask", "Comment", "Department", "File", "HistoryEntry", "Notification", "NotificationSettings", "SavedView", "StageEntry", "Task", "Team", "User"], result.Model!.Objects.Select(o => o.Name));
        Assert.All(result.Model.Objects, o => Assert.True(o.IsSystem));
    }

    [Fact]
    public void Every_text_of_the_built_in_documents_is_in_both_languages()
    {
        TenantModel model = ModelCompiler.Compile(Array.Empty<Document>()).Model!;
        IEnumerable<LocalizedText?> texts = model.Objects.SelectMany(o =>
            o.Fields.SelectMany(f => new[] { f.Label, f.Help }).Concat(o.Relations.Select(r => r.Label)).Append(o.Label).Append(o.PluralLabel).Append(o.Description));
        Assert.All(texts.Where(t => t is not null), t => Assert.Equal(["en", "zh-CN"], t!.Texts.Select(e => e.Language)));
        Assert.Equal(BuiltInDocuments.PackageName, model.Packages[0].Name);
    }
}
