"""Laws named in plain words, without marks, and words that only look like such names."""

import pytest

from kb.citations.model import Form
from tests.citations.expect import OPEN, C, check, in_both_widths


def bare(text: str, name: str = OPEN, **more: object) -> C:
    """A name without marks; where nothing else is said, it is its own name."""
    return C(text, name=text if name is OPEN else name, normative=True, form=Form.NAME, **more)


def short(text: str) -> C:
    """An abbreviation: whether the name is spelt out is left to what resolves it."""
    return C(text, normative=True, form=Form.NAME)


def title(name: str) -> C:
    return C(f"《{name}》", name=name, form=Form.TITLE)


def names(*texts: str) -> list[C]:
    return [bare(text) for text in texts]


#: Names of national laws; each stands for itself.
NATIONAL = [
    ("全局深入贯彻落实行政处罚法、土地管理法。", names("行政处罚法", "土地管理法")),
    ("组织学习行政处罚法。", names("行政处罚法")),
    ("行政许可法实施以来,审批事项逐年减少。", names("行政许可法")),
    ("中华人民共和国土地管理法施行三十余年。", names("中华人民共和国土地管理法")),
    (
        "执行中华人民共和国城乡规划法和中华人民共和国测绘法。",
        names("中华人民共和国城乡规划法", "中华人民共和国测绘法"),
    ),
    ("开展土地管理法执法检查。", names("土地管理法")),
    ("2021年行政处罚法修订后,我局重新梳理了权责。", names("行政处罚法")),
    ("一、行政复议法施行情况", names("行政复议法")),
    ("1.森林法", names("森林法")),
    ("(一)矿产资源法的执行", names("矿产资源法")),
    ("重点宣讲“湿地保护法”。", names("湿地保护法")),
    ("上位法(民法典)已有明文。", names("民法典")),
    ("民法典施行满一年。", names("民法典")),
    ("宪法、民法典等列入年度学法内容。", names("宪法", "民法典")),
    ("领导干部带头学习宪法。", names("宪法")),
    ("全体干部学习了现行宪法。", names("宪法")),
    ("该案以刑法论处。", names("刑法")),
    ("依照刑法定罪处罚。", names("刑法")),
    ("学习刑法修正案(十一)。", names("刑法修正案(十一)")),
    ("地方制定法规须遵守立法法。", names("立法法")),
    ("学深悟透监察法、公务员法。", names("监察法", "公务员法")),
    ("宣讲反电信网络诈骗法。", names("反电信网络诈骗法")),
    ("贯彻乡村振兴促进法", names("乡村振兴促进法")),
    ("推动黄河保护法落地。", names("黄河保护法")),
    ("海南自由贸易港法为改革护航。", names("海南自由贸易港法")),
    ("普及家庭教育促进法。", names("家庭教育促进法")),
    ("清理与外商投资法不符的文件。", names("外商投资法")),
    ("对照个人信息保护法、数据安全法开展自查。", names("个人信息保护法", "数据安全法")),
    ("严格执行环境影响评价法。", names("环境影响评价法")),
    ("按企业破产法办理。", names("企业破产法")),
    ("遵守税收征收管理法。", names("税收征收管理法")),
    ("宣传个人所得税法与契税法。", names("个人所得税法", "契税法")),
    ("落实社会保险法。", names("社会保险法")),
    ("生态环境法典施行。", names("生态环境法典")),
    ("民法通则已经废止。", names("民法通则")),
]

#: The longest name that stands there is meant.
LONGEST = [
    ("巡航执法依据海洋环境保护法。", names("海洋环境保护法")),
    ("环境保护法、海洋环境保护法各办讲座一场。", names("环境保护法", "海洋环境保护法")),
    ("依据水污染防治法、大气污染防治法。", names("水污染防治法", "大气污染防治法")),
    ("依据固体废物污染环境防治法。", names("固体废物污染环境防治法")),
    ("学习行政复议法实施条例。", names("行政复议法实施条例")),
    ("学习中华人民共和国土地管理法实施条例。", names("中华人民共和国土地管理法实施条例")),
    ("学习农村土地承包经营纠纷调解仲裁法。", names("农村土地承包经营纠纷调解仲裁法")),
    ("学习劳动争议调解仲裁法、仲裁法。", names("劳动争议调解仲裁法", "仲裁法")),
    ("讲授预防未成年人犯罪法。", names("预防未成年人犯罪法")),
    ("检查农产品质量安全法、产品质量法实施。", names("农产品质量安全法", "产品质量法")),
    ("检查海上交通安全法实施。", names("海上交通安全法")),
    ("落实义务教育法、高等教育法和教育法。", names("义务教育法", "高等教育法", "教育法")),
    ("落实爱国主义教育法。", names("爱国主义教育法")),
    ("学习环境保护税法。", names("环境保护税法")),
    ("学习涉外民事关系法律适用法。", names("涉外民事关系法律适用法")),
    ("学习劳动合同法、劳动法。", names("劳动合同法", "劳动法")),
    ("学习公职人员政务处分法。", names("公职人员政务处分法")),
    ("学习城市房地产管理法。", names("城市房地产管理法")),
    ("学习海域使用管理法。", names("海域使用管理法")),
    ("学习长江保护法。", names("长江保护法")),
    ("学习民用航空法、航道法、港口法。", names("民用航空法", "航道法", "港口法")),
    ("学习反不正当竞争法及反垄断法。", names("反不正当竞争法", "反垄断法")),
]

#: Rows of names.
ROWS = [
    (
        "宣讲行政处罚法、行政强制法、行政许可法和行政复议法。",
        names("行政处罚法", "行政强制法", "行政许可法", "行政复议法"),
    ),
    ("宣讲宪法、民法典以及土地管理法。", names("宪法", "民法典", "土地管理法")),
    ("宣讲民法典和刑法。", names("民法典", "刑法")),
    ("宣讲城乡规划法及测绘法。", names("城乡规划法", "测绘法")),
    ("宣讲森林法与草原法。", names("森林法", "草原法")),
    ("宣讲土地管理法 城乡规划法 测绘法", names("土地管理法", "城乡规划法", "测绘法")),
    ("宣讲行政处罚法/行政许可法", names("行政处罚法", "行政许可法")),
    ("宣讲行政处罚法,行政许可法", names("行政处罚法", "行政许可法")),
    ("宣讲行政处罚法;行政许可法", names("行政处罚法", "行政许可法")),
    ("宣讲行政处罚法或者治安管理处罚法", names("行政处罚法", "治安管理处罚法")),
    (
        "宣讲国家安全法、反间谍法、保守国家秘密法等",
        names("国家安全法", "反间谍法", "保守国家秘密法"),
    ),
    ("水法\n防洪法\n水土保持法", names("水法", "防洪法", "水土保持法")),
    (
        "宣讲《土地管理法》、城乡规划法和测绘法。",
        [title("土地管理法"), bare("城乡规划法"), bare("测绘法")],
    ),
    ("宣讲土地管理法、《城乡规划法》。", [bare("土地管理法"), title("城乡规划法")]),
    ("学习民法典、信访工作条例等。", names("民法典", "信访工作条例")),
    (
        "会前学法:宪法、监督法、代表法、预算法。",
        names("宪法", "监督法", "代表法", "预算法"),
    ),
]

#: Words about the version stand outside the name.
VERSIONS = [
    ("组织学习修订后的行政复议法。", names("行政复议法")),
    ("组织学习新修订的行政处罚法。", names("行政处罚法")),
    ("组织学习新修订行政处罚法。", names("行政处罚法")),
    ("组织学习新修正的土地管理法。", names("土地管理法")),
    ("组织学习新土地管理法。", names("土地管理法")),
    ("组织学习新安全生产法。", names("安全生产法")),
    ("组织学习新公司法。", names("公司法")),
    ("原合同法、物权法已由民法典取代。", names("合同法", "物权法", "民法典")),
    ("依照原土地管理法办理。", names("土地管理法")),
    ("旧公司法与新公司法的衔接。", names("公司法", "公司法")),
    ("修改前的行政诉讼法没有这一程序。", names("行政诉讼法")),
    ("新颁布的学前教育法。", names("学前教育法")),
    ("新实施的噪声污染防治法。", names("噪声污染防治法")),
    ("组织学习新《安全生产法》。", [title("安全生产法")]),
    (
        "对照土地管理法(2019年修正)核查。",
        [bare("土地管理法(2019年修正)", "土地管理法", edition=2019)],
    ),
]

#: The regulation that implements a law is named after the law.
IMPLEMENTING = [
    (
        "学习新土地管理法和实施条例。",
        [bare("土地管理法"), bare("实施条例", "土地管理法实施条例")],
    ),
    (
        "学习土地管理法及其实施条例。",
        [bare("土地管理法"), bare("实施条例", "土地管理法实施条例")],
    ),
    (
        "学习土地管理法及实施条例。",
        [bare("土地管理法"), bare("实施条例", "土地管理法实施条例")],
    ),
    (
        "学习行政复议法、实施条例。",
        [bare("行政复议法"), bare("实施条例", "行政复议法实施条例")],
    ),
    (
        "学习行政复议法与其实施条例。",
        [bare("行政复议法"), bare("实施条例", "行政复议法实施条例")],
    ),
    (
        "学习招标投标法以及实施条例。",
        [bare("招标投标法"), bare("实施条例", "招标投标法实施条例")],
    ),
    (
        "学习森林法及其实施条例、草原法。",
        [bare("森林法"), bare("实施条例", "森林法实施条例"), bare("草原法")],
    ),
    (
        "学习母婴保健法及其实施办法。",
        [bare("母婴保健法"), bare("实施办法", "母婴保健法实施办法")],
    ),
    (
        "学习测绘法、档案法及其实施条例。",
        [bare("测绘法"), bare("档案法"), bare("实施条例", "档案法实施条例")],
    ),
    (
        "学习中华人民共和国预算法及其实施条例。",
        [
            bare("中华人民共和国预算法"),
            bare("实施条例", "中华人民共和国预算法实施条例"),
        ],
    ),
    (
        "学习《土地管理法》及其实施条例。",
        [title("土地管理法"), bare("实施条例", "土地管理法实施条例")],
    ),
    (
        "学习新修订的《土地管理法》和实施条例。",
        [title("土地管理法"), bare("实施条例", "土地管理法实施条例")],
    ),
    (
        "学习《土地管理法》及《实施条例》。",
        [title("土地管理法"), C("《实施条例》", name="土地管理法实施条例", normative=True)],
    ),
    ("学习土地管理法实施条例。", names("土地管理法实施条例")),
    ("新修订的土地管理法实施条例施行。", names("土地管理法实施条例")),
]

#: A name may be followed by words that begin like the end of another word.
BEFORE_WORDS = [
    ("违反行政处罚法规定的,予以纠正。", names("行政处罚法")),
    ("违反土地管理法规定,擅自占用耕地。", names("土地管理法")),
    ("依照土地管理法的规定办理。", names("土地管理法")),
    ("按照行政许可法规定的程序办理。", names("行政许可法")),
    ("民法典规定了居住权。", names("民法典")),
    ("根据治安管理处罚法处以罚款。", names("治安管理处罚法")),
    ("根据公司法规定的条件登记。", names("公司法")),
    ("适用民事诉讼法有关规定。", names("民事诉讼法")),
    ("宪法规定公民有受教育的义务。", names("宪法")),
    ("刑法规定的情形除外。", names("刑法")),
    ("安全生产法要求企业设专人。", names("安全生产法")),
    ("消防法确定的职责。", names("消防法")),
    ("行政处罚法第三十三条新增了首违不罚。", [C("行政处罚法第三十三条", name="行政处罚法")]),
    ("公司法人格否认制度源自公司法。", names("公司法")),
    ("不动产登记暂行条例规定统一登记。", names("不动产登记暂行条例")),
    ("信访工作条例第三条。", [C("信访工作条例第三条", name="信访工作条例")]),
]

#: Regulations of the State Council and the Party.
REGULATIONS = [
    ("学习信访工作条例。", names("信访工作条例")),
    ("榕湾市认真贯彻落实信访工作条例。", names("信访工作条例")),
    ("信访工作条例施行两周年。", names("信访工作条例")),
    ("执行不动产登记暂行条例。", names("不动产登记暂行条例")),
    (
        "榕湾市不动产登记中心严格执行不动产登记暂行条例。",
        names("不动产登记暂行条例"),
    ),
    ("按照政府信息公开条例答复申请。", names("政府信息公开条例")),
    ("按照中华人民共和国政府信息公开条例答复。", names("中华人民共和国政府信息公开条例")),
    ("贯彻优化营商环境条例。", names("优化营商环境条例")),
    ("贯彻重大行政决策程序暂行条例。", names("重大行政决策程序暂行条例")),
    ("贯彻国有土地上房屋征收与补偿条例。", names("国有土地上房屋征收与补偿条例")),
    (
        "贯彻物业管理条例和保障农民工工资支付条例。",
        names("物业管理条例", "保障农民工工资支付条例"),
    ),
    ("检查城镇燃气管理条例执行情况。", names("城镇燃气管理条例")),
    ("检查土地复垦条例、自然保护区条例。", names("土地复垦条例", "自然保护区条例")),
]

#: Local rules: a place, what it is about, and what it is.
LOCAL = [
    ("执行福建省土地管理条例。", names("福建省土地管理条例")),
    ("执行浙江省土地管理条例。", names("浙江省土地管理条例")),
    ("执行上海市城市更新条例。", names("上海市城市更新条例")),
    ("执行北京市城乡规划条例。", names("北京市城乡规划条例")),
    ("执行宁夏回族自治区土地管理条例。", names("宁夏回族自治区土地管理条例")),
    ("执行深圳经济特区城市更新条例。", names("深圳经济特区城市更新条例")),
    ("执行武汉市湖泊保护条例。", names("武汉市湖泊保护条例")),
    ("修订闽海省土地管理条例。", names("闽海省土地管理条例")),
    ("出台榕湾市户外广告管理办法。", names("榕湾市户外广告管理办法")),
    ("推动闽海省生态环境保护条例落地。", names("闽海省生态环境保护条例")),
    ("榕湾市停车场管理若干规定施行。", names("榕湾市停车场管理若干规定")),
    ("榕湾市行政规范性文件管理规定施行。", names("榕湾市行政规范性文件管理规定")),
    ("榕湾市城市更新实施办法施行。", names("榕湾市城市更新实施办法")),
    ("鹿溪县农村公路管理办法施行。", names("鹿溪县农村公路管理办法")),
    ("新修订的闽海省土地管理条例公布。", names("闽海省土地管理条例")),
    ("学习土地管理法、闽海省土地管理条例。", names("土地管理法", "闽海省土地管理条例")),
    (
        "学习闽海省测绘条例、榕湾市户外广告管理办法和榕湾市城市建筑垃圾管理规定。",
        names("闽海省测绘条例", "榕湾市户外广告管理办法", "榕湾市城市建筑垃圾管理规定"),
    ),
    (
        "榕湾市人大常委会听取闽海省水污染防治条例实施情况。",
        names("闽海省水污染防治条例"),
    ),
    ("榕湾市召开闽海省土地管理条例宣讲会。", names("闽海省土地管理条例")),
    ("根据榕湾市户外广告管理办法的规定处理。", names("榕湾市户外广告管理办法")),
    ("违反榕湾市户外广告管理办法规定的,责令改正。", names("榕湾市户外广告管理办法")),
    ("印发榕湾市电动自行车管理办法(试行)。", names("榕湾市电动自行车管理办法(试行)")),
    ("印发榕湾市保障性住房管理暂行办法。", names("榕湾市保障性住房管理暂行办法")),
    (
        "执行闽海省土地管理条例第十二条。",
        [C("闽海省土地管理条例第十二条", name="闽海省土地管理条例", articles=("第十二条",))],
    ),
]

#: Books of the civil code, and names cut short.
SHORT = [
    ("讲解物权编。", [short("物权编")]),
    ("讲解物权编、合同编和侵权责任编。", [short("物权编"), short("合同编"), short("侵权责任编")]),
    (
        "讲解人格权编与婚姻家庭编、继承编。",
        [short("人格权编"), short("婚姻家庭编"), short("继承编")],
    ),
    ("讲解民法典物权编。", [short("民法典物权编")]),
    ("讲解民法典合同编、物权编。", [short("民法典合同编"), short("物权编")]),
    ("物权编第二百三十二条。", [short("物权编第二百三十二条")]),
    ("民法典合同编第四百六十九条。", [short("民法典合同编第四百六十九条")]),
    ("讲解刑诉法、民诉法。", [short("刑诉法"), short("民诉法")]),
    ("讲解行诉法和新民诉法。", [short("行诉法"), short("民诉法")]),
    ("讲解环评法。", [short("环评法")]),
    ("讲解道交法。", [short("道交法")]),
    ("讲解招投标法。", [short("招投标法")]),
    ("依据道交法第九十一条处罚。", [short("道交法第九十一条")]),
    ("依据民诉法规定送达。", [short("民诉法")]),
]

#: What stands between marks is one citation, with whatever names are in it.
IN_MARKS = [
    ("学习《行政处罚法》。", [title("行政处罚法")]),
    ("学习《中华人民共和国土地管理法实施条例》。", [title("中华人民共和国土地管理法实施条例")]),
    ("印发《榕湾市贯彻行政处罚法工作方案》。", [title("榕湾市贯彻行政处罚法工作方案")]),
    ("举办《民法典与生活》讲座。", [title("民法典与生活")]),
    ("填报《行政处罚法落实情况统计表》。", [title("行政处罚法落实情况统计表")]),
    ("收看《宪法伴我行》。", [title("宪法伴我行")]),
    ("学习《闽海省实施土地管理法办法》。", [title("闽海省实施土地管理法办法")]),
    ("学习〈行政复议法〉", [C("〈行政复议法〉", name="行政复议法")]),
]

KINDS = [
    ("宪法", "宪法"),
    ("行政处罚法", "法律"),
    ("中华人民共和国土地管理法", "法律"),
    ("民法典", "法律"),
    ("刑诉法", "法律"),
    ("物权编", "法律"),
    ("刑法修正案(十一)", "法律"),
    ("不动产登记暂行条例", "行政法规"),
    ("土地管理法实施条例", "行政法规"),
    ("优化营商环境条例", "行政法规"),
    ("信访工作条例", "党内法规"),
    ("福建省土地管理条例", "地方性法规"),
    ("深圳经济特区城市更新条例", "地方性法规"),
    ("榕湾市户外广告管理条例", "地方性法规"),
]

#: Words that hold a name, or the end of one, and name nothing.
NEAR_MISSES = [
    # 法 belongs to the word that follows: 法律, 法规, 法治, 法人, 法定 …
    "梳理土地管理法律法规。",
    "健全土地管理法规体系。",
    "提升行政处罚法治水平。",
    "坚持行政处罚法定原则。",
    "落实行政许可法定要求。",
    "完善公司法人治理结构。",
    "走访分公司法定代表人。",
    "聘请子公司法律顾问。",
    "查处商业银行法人机构。",
    "登记农民专业合作社法人。",
    "登记慈善法人组织。",
    "确认工会法人资格。",
    "开展行政诉讼法律服务。",
    "防范合同法律风险。",
    "设立合同法务岗。",
    "充实行政复议法制机构。",
    "推进行政复议法治化。",
    "宣传节水法规。",
    "学习国家安全法治课程。",
    "加强未成年人保护法治教育。",
    "设立企业破产法庭。",
    "设立环境保护法庭。",
    "移送铁路法院审理。",
    "提供公证法律服务。",
    "聘任律师法学专家。",
    "履行海关法定职责。",
    "履行审计法定程序。",
    "引进分公司法国专家。",
    "推进税收征收管理法治建设。",
    "提高公民法治素养。",
    "培训农民法律明白人。",
    "慎用减刑法律程序。",
    "统一量刑法律尺度。",
    "这是治水法宝。",
    # Ways to do something.
    "采用离心脱水法处理污泥。",
    "采用无人机测绘法核查图斑。",
    "采用抽样统计法评估。",
    "办法总比困难多。",
    "改进工作方法。",
    "听取群众的看法和想法。",
    "推广鹿溪县的做法。",
    # Acting by or against the law, not naming one.
    "规范公正文明执法。",
    "查处违法占地。",
    "坚持依法行政。",
    "支持司法机关办案。",
    "落实普法责任。",
    "全民守法、用法。",
    "违法违规用地全部拆除。",
    # Days, oaths, months.
    "开展全国测绘法宣传日活动。",
    "迎接国家宪法日。",
    "组织宪法宣誓。",
    "开展宪法宣传周活动。",
    "启动民法典宣传月。",
    "信访工作条例宣传月启动。",
    # Learning, not laws.
    "他专攻刑法学。",
    "他讲授宪法学、民法学。",
    # Classes of rules.
    "遵守法律法规。",
    "税法宣传进企业。",
    "民族自治地方可以制定自治条例。",
    "民族自治地方可以制定单行条例。",
    "报备地方性法规。",
    "清理行政法规、规章。",
    "按照有关规定办理。",
    "参照相关办法执行。",
    "制定管理办法12件。",
    "制定实施细则和暂行规定。",
    "执行条例情况良好。",
    "闽海省各级机关认真执行条例。",
    "榕湾市出台管理办法3部。",
    "榕湾市按照有关规定处理。",
    "榕湾市人民政府规定了时限。",
    "榕湾市严格执行相关规定。",
    "闽海省制定实施条例。",
    "闽海省出台全国首部生态保护条例。",
    "榕湾市创新工作办法。",
    "榕湾市研究制定城市更新办法。",
    "榕湾市组织学习户外广告管理办法。",
    "榕湾市印发若干规定。",
    # The books of the code are no books here.
    "填写合同编号。",
    "负责总则编写。",
    "规范合同编制。",
    "统一物权编码。",
]


@pytest.mark.parametrize(("sentence", "expected"), in_both_widths(NATIONAL))
def test_national_laws(sentence: str, expected: list[C]) -> None:
    check(sentence, expected)


@pytest.mark.parametrize(("sentence", "expected"), in_both_widths(LONGEST))
def test_the_longest_name_wins(sentence: str, expected: list[C]) -> None:
    check(sentence, expected)


@pytest.mark.parametrize(("sentence", "expected"), in_both_widths(ROWS))
def test_rows(sentence: str, expected: list[C]) -> None:
    check(sentence, expected)


@pytest.mark.parametrize(("sentence", "expected"), in_both_widths(VERSIONS))
def test_words_about_the_version(sentence: str, expected: list[C]) -> None:
    check(sentence, expected)


@pytest.mark.parametrize(("sentence", "expected"), in_both_widths(IMPLEMENTING))
def test_implementing_regulations(sentence: str, expected: list[C]) -> None:
    check(sentence, expected)


@pytest.mark.parametrize(("sentence", "expected"), in_both_widths(BEFORE_WORDS))
def test_words_after_the_name(sentence: str, expected: list[C]) -> None:
    check(sentence, expected)


@pytest.mark.parametrize(("sentence", "expected"), in_both_widths(REGULATIONS))
def test_regulations(sentence: str, expected: list[C]) -> None:
    check(sentence, expected)


@pytest.mark.parametrize(("sentence", "expected"), in_both_widths(LOCAL))
def test_local_rules(sentence: str, expected: list[C]) -> None:
    check(sentence, expected)


@pytest.mark.parametrize(("sentence", "expected"), in_both_widths(SHORT))
def test_books_of_the_code_and_abbreviations(sentence: str, expected: list[C]) -> None:
    check(sentence, expected)


@pytest.mark.parametrize(("sentence", "expected"), in_both_widths(IN_MARKS))
def test_names_in_marks_are_found_once(sentence: str, expected: list[C]) -> None:
    check(sentence, expected)


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_kind(name: str, kind: str) -> None:
    check(f"组织学习{name}。", [C(name, kind=kind, normative=True)])


@pytest.mark.parametrize("sentence", NEAR_MISSES)
def test_near_misses(sentence: str) -> None:
    check(sentence, [])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("税法宣传中讲解了契税法。", names("契税法")),
        ("梳理土地管理法律法规,宣讲土地管理法。", names("土地管理法")),
        ("宪法宣誓之后学习宪法。", names("宪法")),
        ("民法典宣传月期间宣讲民法典。", names("民法典")),
        ("按照有关规定和行政许可法办理。", names("行政许可法")),
        ("合同编号见附件,条款依合同编拟定。", [short("合同编")]),
        ("闽海省、榕湾市两级执行土地管理法。", names("土地管理法")),
    ],
)
def test_names_beside_near_misses(sentence: str, expected: list[C]) -> None:
    check(sentence, expected)
