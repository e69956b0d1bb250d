using Platform.Metadata.Collections;
using Platform.Metadata.Compilation;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Reading;

namespace Platform.Runtime.Tests.Expressions;

/// <summary>Objects with fields of every type that expressions read, two of some, and relations of every kind.</summary>
internal static class ExpressionDocuments
{
    private static readonly string[] Texts =
    [
        """
        {"kind":"object","name":"Thing","label":"Thing","pluralLabel":"Things","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text"},
          {"name":"note","label":"Note","type":"longText"},
          {"name":"count","label":"Count","type":"integer"},
          {"name":"rank","label":"Rank","type":"integer"},
          {"name":"amount","label":"Amount","type":"currency"},
          {"name":"rate","label":"Rate","type":"percent"},
          {"name":"fine","label":"Fine","type":"decimal","precision":28,"scale":24},
          {"name":"large","label":"Large","type":"decimal","precision":28,"scale":2},
          {"name":"active","label":"Active","type":"checkbox"},
          {"name":"due","label":"Due","type":"date"},
          {"name":"begun","label":"Begun","type":"date"},
          {"name":"sentAt","label":"Sent","type":"dateTime"},
          {"name":"seenAt","label":"Seen","type":"dateTime"},
          {"name":"effort","label":"Effort","type":"duration"},
          {"name":"labels","label":"Labels","type":"tags"},
          {"name":"kinds","label":"Kinds","type":"multiPicklist","values":[{"value":"a","label":"A"},{"value":"b","label":"B"}]},
          {"name":"site","label":"Site","type":"address"},
          {"name":"spot","label":"Spot","type":"geolocation"},
          {"name":"parent","label":"Parent","type":"lookup","target":"Thing","inverse":"children"},
          {"name":"before","label":"Before","type":"lookup","target":"Thing"},
          {"name":"friends","label":"Friends","type":"manyToMany","target":"Thing","inverse":"friendOf"}]}
        """,
        """
        {"kind":"object","name":"Part","label":"Part","pluralLabel":"Parts","nameField":"name","fields":[
          {"name":"name","label":"Name","type":"text"},
          {"name":"weight","label":"Weight","type":"decimal","precision":12,"scale":4},
          {"name":"number","label":"Number","type":"integer"},
          {"name":"madeOn","label":"Made on","type":"date"},
          {"name":"thing","label":"Thing","type":"masterDetail","target":"Thing","inverse":"parts"}]}
        """,
        """
        {"kind":"businessCalendar","name":"china","label":"China","timeZone":"Asia/Shanghai","default":true,
         "weekly":[{"days":["monday","tuesday","wednesday","thursday","friday"],"shifts":[{"from":"09:00","to":"12:00"},{"from":"13:30","to":"18:00"}]}],
         "days":[{"date":"2026-10-01","until":"2026-10-07","label":"National Day"},{"date":"2024-03-09","label":"Worked Saturday","worksAs":"friday"},
           {"date":"2020-01-01","label":"New Year","yearly":true},{"date":"2024-02-29","label":"Half day","shifts":[{"from":"09:00","to":"12:00"}],"yearly":true}]}
        """,
        """
        {"kind":"businessCalendar","name":"nights","label":"Nights","timeZone":"America/New_York",
         "weekly":[{"days":["saturday"],"shifts":[{"from":"22:00","to":"06:30"}]},{"days":["sunday"],"shifts":[{"from":"08:00","to":"09:00"},{"from":"20:00","to":"01:30"}]}],
         "days":[{"date":"2026-03-08","label":"Early","shifts":[{"from":"02:30","to":"05:00"}]}]}
        """,
        """
        {"kind":"businessCalendar","name":"offset","label":"Fixed offset","timeZone":"-03:30",
         "weekly":[{"days":["monday","wednesday","sunday"],"shifts":[{"from":"00:00","to":"24:00"}]}]}
        """,
    ];

    public static TenantModel Model { get; } = Compile();

    /// <summary>The model, with a validation rule of things when one is given.</summary>
    public static TenantModel Compile(string? rule = null)
    {
        RuleDocument[] rules = rule is null ? [] : [new RuleDocument("rule", null, rule, LocalizedText.Of("No."), [], true)];
        var compilation = ModelCompiler.Compile(Texts.Select((text, i) => DocumentReader.Read(text, $"document{i}.json").Document!.Document)
            .Select(d => d is ObjectDocument { Name: "Thing" } thing ? thing with { Rules = rules.ToEquatableArray() } : d));
        return compilation.Model ?? throw new InvalidOperationException(string.Join('\n', compilation.Diagnostics));
    }
}
