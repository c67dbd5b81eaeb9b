/** Given names that compromise doesn't know. */
export const MORE_GIVEN_NAMES = `
  aarti abayomi abdi abebe abena abeni abha abhijit abhinav abhishek abimbola abiodun abiola achilleas achim adaeze
  adalberto adanna adaora ade adebayo adelheid adeola adetokunbo adil aditi aditya adnan adriaan adunni afaf afia
  afolabi afua agnese agnete agnieszka agung ahlam ailsa aine aisling aisyah aiyana ajay ajit akash akemi akhil
  akihiro akiko akinyi akio akosua akram akwasi alaa alasdair albertine alcides aldous aleah aled aleena alessia
  alessio algernon alok ama amabel amadi amadou amaka amal amandine amani amara amarjit ambrose amelie amina aminu
  amitabh amjad amoke amol amparo amrita anabela anahera anahi anais anand ananya anastasios anatole anca andras
  angeliki angharad angus aniket anil aniruddha anirudh aniyah anjali anjana anke ankit ankita ankur annegret anneke
  anneliese anouk anselm antje antonis anuj anupam anushka anushree anyango aoibhe aoibheann aoife aparna apinya
  apolline apoorva apostolos arabella araceli araminta arash arben archana areej argyro arief aristotelis arjan
  arkadiusz arlindo armelle arpit arthit arun aruna arvind asad asantewaa asha ashish ashok ashutosh ashwin ashwini
  asif asma asmaa athanasios athina atieno atsuko attilio atul auberon aubree aude audrina auguste aurelie aurelien
  aurelio avinash avital aviva avner ayaan ayaka ayako ayanda ayelet ayla ayman ayodeji ayodele ayotunde aysegul ayumi
  azadeh azlan azman azubuike azucena babajide babak babatunde badr bailee balbir baldev balwinder bambang bao
  baptiste baris barnaby bart bartek bartosz baruch bassam bastiaan bastien bathsheba batya baz bea beata beatrix
  beatriz beck bela belen benedetta benedita benji benoit benyamin berenice bernd bharat bharti bhaskar bhavna
  bhupinder bich bilge bina bingbing binh birgit birgitta blakely blandine boaz bogdana boguslaw bohdan bojan bolanle
  bongani boram boubacar bozena braelyn bram branko braxton brayden braydon brielle brigitta brijesh brinley britta
  brody bronagh bronwen bruna bryn brynlee bryony buhle bukola bunty burak burkhard bushra busisiwe byung caetano
  calliope callum calum camryn canan candelaria caoimhe capucine caridad carlijn carmelo carys cathal catriona cayden
  celestine celestino ceridwen cerys cezary chaeyoung chaim chaiya chandni changming chaoyang charalambos chau chava
  cheikh chetan chiamaka chiara chibuzor chidera chidi chidinma chieko chijioke chike chimamanda chinedu chinonso
  chinwe chioma chirag chiyo christelle chrysanthi chukwu chukwudi chukwuemeka chunhua ciaran cihan cillian ciprian
  ciro citlali clemence clementine clodagh clothilde coen colm colt conceicao concetta corbin cormac corrado cosimo
  cosmin costin cressida cristiana cuauhtemoc cullen cuong cuthbert cyprian cyprien cyrille czeslaw daehyun dafna
  dafydd dagmar dagny dagoberto daichi daisuke dalia daljit dallin damien danuta dario darius dariusz darshan dashawn
  davide dawei dearbhla debashish declan deepa deepika deepti deja delfina delyth demarcus dembe demetrio deniz deonte
  derya detlef devika devorah dewi dhruv diallo didier diederik diep dieu dilek dilip dilys dimitra dinh diogo
  dionysis divya divyesh djibril domenica domenico donal donatella dongwook donnacha dorota dragana dragos drusilla
  duc dulcie dumisani duong duy duyen eamon easton ebba ebele ebere eberhard ebony ebru eckhard edeltraud edgardo
  edilson edouard edson eduarda eero efosa efrat efthymia efua egon eija eiji eilidh eimear eirini eirlys eitan ejike
  ekene ekkehard ekow elad eleftheria eleonora elettra eleuterio elfrida elfriede eliezer eline eliseo eliyahu elke
  elodie eloisa elowen elsbeth elspeth eluned elzbieta eman emanuele emeka emeline emenike emersyn emiko emilien emre
  encarnacion endang engin enyinna eoghan ephraim erasmus erdem erkan esi esme esra estefania esti ethelbert ethelreda
  etim etsuko ettore euan eudora eugenio eulalia eun eunji eunjung eurig eusebio evangelos everleigh everly evert
  ewald ewan ewelina ewen eyob ezequiel ezra fabienne fabiola fabricio fabrizia facundo faduma fahad faisal faiza
  fajar fangfang farhan farid faridah faridz farouk fatema fatih fatou faustine fawzia federica feifei felicity femi
  femke fenella ferenc feride fermin feyisayo ffion fikile filipa filipe filippo findlay finlay finley finn finnegan
  fintan fionnuala fiorella fitri flaminia flavia flavio florencio florent florica florin floris florrie folake
  folasade fortunato fotini fotis fouad franck frauke frederique freya friederike fumiko fumio funke funmi funmilayo
  gaelle gaetan gaetano gagan galina galit ganesh gargi gaspard gaurav gauri gaz gearoid gebre geeta genaro gennady
  gennaro genowefa geoff geraint geraldo gerlinde gershon gervase gethin ghada ghassan gheorghe gheorghita ghislaine
  giada gianfranco giang gianluca gianni gijs gilad gilson ginevra giorgia giorgos giovana girish girma gitanjali
  giulia giuliana giulio giuseppina glenys gloriana godwin gokhan goncalo gopal govind graca grainne grayson graziella
  gregoire grenville greyson griffin grigory gruffydd grzegorz guadalupe guangming gudrun guglielmo gugu gulsen
  gunhild gunilla guowei gurdeep gurmeet gurpreet gursharan gus guus gwenaelle gwendolen gwendoline gwenllian haakon
  habtamu hadas hadiya hadiza hadley haejin hafsa hai haider haim haitham haiyan hakan hakon halil halima halina
  halvor hamid hamish hanako hanan hande hanh hanneke hannelore hanspeter haoran harald harbhajan hardeep hari harish
  harjit haroon harpreet harsha haru haruka harumi haslina hatem hayat hayoon hazwan hedda hedvig heike heikki heiko
  heiner helder heledd helmut hemant hemlata hendra henk henning heriberto hermione hernan hiba hideo hien hieu hikari
  hila hilario hina hiroki hiroko hiromi hiroshi hisako hisham hitesh hitomi hoa hodan holger hong hongmei horst
  hortensia hotaka huan huda hugues huiling hung huong husam hussain huw huyen hyejin hyun hyunjoo hyunwoo ianthe iara
  idan idowu idris iestyn ieuan ifan ifeanyi ifeoma ifrah ifunanya ignatius ijeoma ike ikenna ilaria ileana ilker
  ilkka illtyd ilona iman imogen imran inaam inbal inderjit indrani ineke ines inge ingeborg ingo ingvar inigo
  iniobong inmaculada ioan ioanna ioannis ionela iracema irmgard iryna isabeau isha ishan isidro isioma ismah isolde
  istvan itamar itzel itzik iulia ivone ivor ivy iwan izabel jaap jabari jaber jacinthe jacinto jacoba jadwiga jaehee
  jaehyun jaewon jagdish jagjit jaiden jalal jalen jamar jamarion jamie jamila jandira janneke jaquan jarek jarmo
  jaroslaw jasiah jaspreet jaswinder jatin javon jawad jax jaxon jaxson jaya jayant jayce jayesh jaylen jaylin
  jayshree jazlyn jeferson jelani jelle jemima jenna jeremie jeroen jerzy jesusa jez jiahui jianguo jianhua jianming
  jiaying jieun jignesh jiho jihoon jimin jin jinghua jingwen jingyi jinhee jinyoung jisoo jisung jitendra jitesh
  jiwon jiwoo jiyeon jiyoung joachim joanna joaquim joaquina jocasta jocelyne jochem jochen joep joko jolanta jolyon
  joohee joon joost jorg jorge jorgen joris jorrit jorunn josiane josie joziah judah jude juelz juha juhi jukka juma
  jun junaid junho junichi junjie junko junseo jurgen jurriaan jussara jussi jutta jyoti kaan kaarina kabir kade kaden
  kagiso kahurangi kai kaiden kailash kaimana kaisa kaitlyn kaito kalani kaleb kalevi kalliopi kalpana kamau kamini
  kamran kamryn kanako kanchan kanika kanwal kanya kaori kapil karan kareem karishma karlheinz karsten karter karthik
  kartik kasia katarzyna katja katrijn katya kaushik kavya kayden kaylin kayode kaysen kazue kazuki kazuko kazuo
  keegan kehinde keiko keisuke kekoa kelechi kellan kemal kemi kendra kenelm kenichi kenji kenta keoni kerem keren
  kerstin keshav keshawn ketan ketut keya keyon keziah khadra khairul khalil khanh khaya khetiwe khoa khoi khumo
  khushi kian kiesha kieu kiley kimiko kipchoge kiran kirsi kirsty kirti kittisak kiyoshi kjell klaas knox knut koen
  kofi koji kojo komal konstantina konstantinos kostas kotaro kripa krystyna kulwinder kumiko kunal kunigunde kwabena
  kwaku kwame kweku kwesi kylan kyleigh kyoko kyriaki kyriakos kyrie kyung kyungmin lachlan laercio laetitia lajos
  lakeisha lakshmi lalita lamberto lambros lamia lan lanying larysa lashonda lasse lata latoya latrice laurens lazaro
  leander lebo leela leo leocadia leonidas leonor leopoldo lerato lestari lesya leszek letizia lettice liban librada
  lieke liesbeth lieselotte ligia lihua lijuan liliane liling lin lindiwe linh linnea liora liudmila liviu liwei
  ljiljana llewelyn loic londyn lorcan loredana lorenz lorimer losa lothar lou lourenco lowri luan luana lubna lucasta
  lucian lucienne lucilia lucio lucrezia ludivine ludmila ludovica luigia luiza lukasz luminita lungile luong lutz
  luzia lwazi lysander lyudmila maaike maarten mac macarena machiko machteld mackenzie macsen madalena maddox madhav
  madhu madhuri maelle maeve magda magdalena mahina mahmood mai maiko mairi makayla makena makoto malachi malaika
  malati malee malgorzata malika mallika mamta mandeep mandla manik manish manjit manju manoel manoj mansoor marceline
  marcelino marcellus marek margaux margherita margit margrethe mariama mariangela maricela maricruz marielle marijke
  mariko marisela mariska marit mariusz marjatta markku marleen marley marmaduke marquise martijn marwan maryam maryse
  marzena masahiro masako masao massimo mateusz matthieu maurizio mauro maxence mayank mayumi mayur mazen maznah mbali
  mckenna mckinley mechthild meena meenakshi meera mees megumi mehitabel mehul mei meihua meiling meir meirion mekhi
  melek menachem mendel menno merel mererid merve metin mette mhairi michalis michela michiko mieke mihaela mihail
  miho mijin mikkel mikko miklos milind minako ming minghao mingming mingxia minh minho minji minjun minna minoru
  minseo miodrag mirabel mirabelle mircea mireille mirella mirjana mirko mirna miroslav miroslaw mirte misaki mitali
  mitsuko miyoung miyuki mizuki mo mohamud mohan mohini mohit momoko monserrat morag morten mortimer mounir mpho
  mridula mthunzi muireann mukesh mukund muneer murali murat murdo musa mwangi myfanwy myung naama nabil nachman
  nadeem nadege naila najwa nakia naledi nalini nam namita namrata nanami nandini nandita nani naoki naoko narendra
  nasir nasra nasser nat natividad natsuki natsumi nattapong navdeep naveen navin nawal nayef nayeli nayeon nazli
  ndidi nechama ned neelam neelima neeraj neeta neha nehemiah neide nektarios nelida nemanja nenad nengah nerys nestor
  netanel nevaeh ngaire ngan nghia ngoc ngozi nguyet nhan nhung niall nicanor nicoleta nicoletta nicolo nidal nidhi
  nienke nige nihat nikhil nikolaos nikolaus nilesh nilton nilufer nimesh ningsih niran nirmal nirmala nisha nishant
  nitesh nitin nitzan nizar njeri njoroge nkechi nkosana nkosazana nnamdi nneka nnenna nobuko nobuo noelani noelia
  noemie nomsa nomvula nonso noor norberto norhayati noriko nosipho noura ntombi nuala nuno nunzia nurhayati nurit
  nyambura nyasha oanh obadiah obafemi obdulia obi obiageli obinna oddvar oded odile ofer ogechi oghenekaro ogonna
  oisin okechukwu okonkwo olabisi oladele olamide olamilekan olanrewaju olatunji olayinka olena olu olufemi olufunke
  olumide olusegun oluwadamilola oluwaseun oluwaseyi oluwatobi olwen omaima omar omari omarion omkar omolara omri onur
  onyeka onyinye oonagh ophelie oren orhan oriana orit orla orlaith ornella osagie osamu osas osbert osian osnat oswin
  otavio otieno ottavio ottilie ottmar ottoline ousmane ovidiu oz ozan ozge ozlem padma padraic paityn paivi palesa
  pallavi paloma panagiota panagiotis pankaj paramjit paraskevi parisa parminder parth parul pascale pascual pastora
  patricio patrizia pavlos pawan pawel payal peiyu pekka pelin perdita peregrine pernille perrine petter philbert
  philippa phong phuc phuong phyllida piera pierluigi pierrick pinar pinchas pirkko piyush pongsak pooja poonam
  porfirio prabha prabhu prachi pradeep pragya prakash prakriti pramod pranav pranay prasad prasert prashant prashanth
  pratibha pratik praveen predrag preeti presley priti priya priyanka prudencio prunella przemek purnima putri putu
  qiang qianru qiuyue quang quetzalli quoc quyen quynh rabia rachana rachit radha radhika radu raed raegan raelynn
  rafaela rafe raffaele raffaella rafferty rafiq raghav raghu ragnar ragnhild rahayu rahima raimundo raissa raj raja
  rajan rajani rajat rajendra rajinder rajiv rajni raju rakesh rakhi ramakrishna ramesh rani ranjan ranjit raphaelle
  rasha rasheed rashmi ratna ravi ravindra razvan reema reese refilwe reg regine reijo reiko reiner reinhard reinier
  rekha remi remy renate renato renaud rens renske renu renuka renzo revathi rewi reyansh reynaud rhian rhodri rhys
  richa ricky rida rigoberto riitta rika rinko rishi ritesh ritu rivka riyad rizal rizky roeland rogerio rohani rohit
  roisin rollo romain romelia romilly ronny roopa rosalba rosamund rosangela rosaria rosaura roselyne roshan roslan
  rosmah roswitha rotem rotimi ruairi ruaridh ruchi rudiger rudo rufino ruolan ruoxi rupa rupal rupinder ruqayya
  rutger ryker rylan rylee ryoko ryota ryszard saad sabiha sachiko sachin sadhana sadia saeed safiya sagi sahil sahra
  sajid sakshi sal salah salim salman salwa samar sameer samia samir samita samora sandhya sandor sandrine sanele
  sangeeta sangita sangwoo sanja sanjana sanjeev sanna sanne santosh saoirse sapna saraswati sarika sarit sarita
  sarojini saskia satish satoko satoru saturnino satyam saverio savita sawsan sawyer sayaka sayuri seema sefo seiji
  sekai selam selin sema senan seo seojin seojun seokjin seonaid seongmin seoyeon serafin seraphina serkan setsuko
  seun seung severine sevgi shabnam shaheen shai shailesh shaima shalini shalom shanelle shanice shaniqua shaniya
  shankar shanshan shantanu shanti shaoqing shaquan sharad sharda sharmila shaul shaz sheela shekhar shereen shigeru
  shikha shilpa shimon shinichi shinji shinobu shirin shivani shizuka shlomit shmuel shobha shoko shoshana shota
  shreya shreyas shridhar shruti shuang shubham shufen shweta shyam sian sibel sibusiso siddharth sidonie siebe
  sieglinde sifiso sigmar sigrid sigurd sile silke silvana silverio simao simonetta simphiwe simran sinan sinead sione
  sioned siosaia sipho siriporn sivan siyu sizwe sjoerd skyler slamet slawek slawomir sloane smita smriti sneha sobhi
  socorro sohan sohee soizic sol solange solene solveig somchai somin somnath somsak somto sonal sonali soo soojin
  sooyoung sorcha sorin sotiris soumya soyeon spyros sridhar srikanth srinivas stavros stavroula stefania steffen
  steffi stelios stian stijn struan stu subhash subin subramaniam suchitra sudha sudhir suhail suhaimi sujata sujin
  sukhdev sukhwinder sulastri suleyman suman sumaya sunaina sundar suneel sungmin sunhee sunil sunisa sunita sunniva
  suong supaporn supriya surinder surya suryani susanti sushil sushma susumu sutrisno suwanna svein svenja svetlana
  svetozar swantje swapna swati syafiq sylvain sylviane sylwia tad tadashi tadeu tadeusz tadhg taehyung taeyang
  tafadzwa tahir tahj taina taiwo takahiro takako takao takeshi takuya tameka tamika tamiko tamirat tamsin tancredi
  tanisha tanmay tanuja tanvi tapan tapio taras tarek tariq tariro tarja tarquin tarun tasneem tatsuo tatsuya tavita
  teagan teguh tegwen tejal tejas telmo temitope tendai tenley teodoro teofilo tero terri teruko tetsuya teun tevita
  thabo thanasis thanawat thandeka thandi thandiwe thanh thao theo theobald theodoros theresia thi thibault thibaut
  thierry thijs thilo thinh thoa thora thorbjorn thorsten thuan thuong thuraya thuy tiago tiernan tihomir tiina tijn
  tijs tilman timo timothee tinsley titilayo tiziana tiziano tobechukwu tobi tobin toby toivo tolga tolu tomiwa tomoe
  tomoko tomomi torbjorn torquil torstein torsten toru toshio tova traian traudl tremaine trev trevon treyvon trinh
  tristram trond truc trude trung truong trupti truus trygve tsehay tsubasa tsuyoshi tuan tudur tugba tumelo tuncay
  tunde tung tuomas turgut turlough tushar tuula tuvia tuyen tuyet tyree tyrell tyrese tyrion tyrone tzipora tzvi
  ubaldo uche uchechi uchenna uday udo ugochi ugonna ugur ujjwal ulla ulric ulrike uma umar umesh umut unathi upasana
  uriel ursule urszula usama uschi usman utkarsh uwe uyen uzoma vadim vaibhav vaishali valdir valentyna vandana
  vanderlei varsha varun vasanth vasile vasiliki vasilis vasudha vasyl veena veit venkat venkatesh vered verity vern
  veronique vibeke vidya vigdis viggo vijay vijaya vikas vikram vimal vimala vinay vinayak vincenza vineet vineeta
  vinh vinnie vinod violaine violette vipin vipul viraj virender virgilio virginie vishal vishnu visitacion vitaly
  vito vitor vitoria vittoria vittorio vivek viviane vojislav volkan volker vsevolod vusi wael wafa waheed wahyu
  waldemar waldtraut waleed walid waltraud wambui wanderley wangari wanida wanjiku wanjiru warsame wasim wayan wei
  weiming weiwei wenceslao wenjing wessel wichai widodo wieslaw wietske wiktor willem wim winta wiremu witold woojin
  wulan xander xanthe xiao xiaobo xiaodong xiaofeng xiaohong xiaojun xiaolan xiaoli xiaoling xiaoming xiaowei xiaoyu
  xin xinyue xiomara xiuying xochitl xuan xueqin yaakov yadira yahaira yahya yair yakov yamileth yamini yanling yanmei
  yannis yanti yanyan yaqub yara yareli yasemin yashwant yasir yasuko yasuo yavuz yehuda yehudit yejide yejin yemi
  yerin yesenia yetunde yewande yewon yiannis yifan yigal yiming ying yingying yinka yinuo yitzhak yngve yoann
  yochanan yoel yogesh yogita yoichi yoko yolande yongho yoni yoon yoona yoshi yoshiko yoshio yossi yosuke youngho
  youngmin youssef youssra yuchen yuhan yuichi yujin yukari yuki yukiko yukio yuko yulan yulia yuliana yumi yumiko
  yunfei yuridia yuriko yusuf yuta yutaka yuting yuxuan zac zacarias zacharias zahra zaid zainab zainuddin zaire zaki
  zander zandile zanele zaniyah zara zariah zayden zayn zaynab zbigniew zdenek zdzislaw zebedee zeeshan zeev zeke zeki
  zelia zeljko zenaida zenobia zhang zhen zhenzhen zhihao zhiming zhiwei ziad zihan zipporah zixuan ziyanda zlatan
  zlatko zodwa zohra zoltan zoraida zsuzsanna zubaida zubair zuleika zulema zulfiqar zulkifli zuzanna zyaire
`;
