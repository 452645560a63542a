"""Words that people of one city use for one another, in French: plain data, no service, no model.

Nobody proposes a « luminaire » : one person writes *lampadaire*, another *éclairage*, a third says at a table that it is
*noir*. Stems and likeness of letters cannot bring these together; a short list can. One line is one group, written by
hand from the usual vocabulary of participatory budgets (streets, water, schools, sport, housing estates), not from the
contributions of any city. A word may stand in several groups. Written without capitals; accents and plurals do not matter.
"""

from functools import cache

GROUPS = """
lampadaire éclairage éclairer lumière lumineux lampe luminaire candélabre allumer
nuit noir obscurité sombre nocturne
soir soirée nocturne
vélo bicyclette cycliste cyclable vélib
piste voie bande couloir
voiture automobile auto véhicule circulation trafic
stationnement parking garer stationner
piéton piétonne piétonnier marcher marche trottoir
trottinette roller patin skate skateboard
bus autobus car navette transport tramway
arrêt abribus station halte
bateau navette bac barque péniche fluvial embarcation
ponton embarcadère quai débarcadère appontement cale
rivière fleuve eau ruisseau canal
berge rive rivage quai bord
pont passerelle traversée franchir traverser
baignade baigner nager natation plage piscine trempette
fraîcheur frais fraîche rafraîchir rafraîchissement ombre ombragé climatisé
chaleur chaud canicule caniculaire température brûlant surchauffe degré étouffant
fontaine robinet potable boire abreuvoir gourde
toilettes wc sanitaires urinoir
arbre planter plantation boisement végétal verdure verdir végétaliser végétalisation
forêt bois bosquet
verger fruitier pommier pomme fruit cueillette cueillir
potager jardin jardinage jardiner maraîchage
pelouse herbe gazon prairie
fleur fleurir fleurissement massif
parc square jardin
bitume goudron asphalte enrobé béton macadam revêtement
école écolier maternelle élémentaire scolaire classe primaire
collège collégien lycée lycéen
jeune ado adolescent jeunesse adolescente
enfant petit bambin gamin gosse
bébé nourrisson poussette crèche
senior aîné retraité âgé vieux ancien vieillard
parent famille mère père
fille femme féminin joueuse
handicap handicapé fauteuil roulant pmr accessible accessibilité
aveugle malvoyant cécité braille tactile
sourd malentendant signes
sonore audio vocal voix son parlant
banc siège asseoir assise reposer assis chaise
escalier marches palier rampe pente côte montée
raide pentu abrupt infranchissable
réparer réparation repair bricolage bricoler rafistoler dépanner
coudre couture mercerie tissu textile retoucher
prêter emprunter prêt emprunt partager louer location bibliothèque
outil perceuse bricolage matériel
objet appareil affaire ustensile
gratuit gratuité libre payer gratuitement
cuisine cuisiner repas cantine restaurant food traiteur
itinérant roulant mobile ambulant camion truck
fête kermesse bal festivité fêter
musique concert musicien musical répétition répéter orchestre
danse danser bal
théâtre spectacle scène
hangar entrepôt halle friche
salle local foyer maison espace lieu endroit pièce
association associatif collectif bénévole
coopérative citoyenne citoyen participatif
solaire photovoltaïque panneau soleil
toit toiture couverture couvrir préau auvent abri couvert
électricité électrique courant énergie
étanchéité fuite infiltration couvreur
bâtiment immeuble édifice équipement
gymnase stade terrain sportif
sport sportif jouer joueur entraînement
foot football ballon but futsal
aviron canoë kayak rameur ramer
jeu jouer jeux ludique aire toboggan balançoire
pluie pleuvoir pleut intempérie
inondation inonder inondable crue submersion débordement
sécheresse arrosage arroser
capteur mesurer mesure mesureur sonde relevé
pollution air particules
bruit nuisance sonore décibel vacarme tapage
caméra vidéosurveillance vidéoprotection surveillance vidéo
peur sécurité insécurité sécuriser sécurisé agression
clé clef serrure badge cadenas
commerce commerçant boutique magasin
marché halle étal
café bistrot bar buvette
calme silence tranquille silencieux
devoir réviser étudier étude apprendre leçon
apprendre cours formation enseigner apprentissage
expliquer pédagogique pédagogie sensibiliser enseigner
visite visiter promenade balade parcours sentier randonnée
statue sculpture monument
buanderie laverie lavoir
réutiliser réemploi recyclage rénover rouvrir réhabiliter reconvertir
abandonné désaffecté vide inutilisé vieux friche
déchet poubelle ordure propreté détritus compost
chien chat animal animaux
faune oiseau insecte biodiversité animal
gamelle bec abreuvoir
numérique informatique internet ordinateur wifi application
détecter détection capteur voir
samedi dimanche
interdire fermer supprimer bannir
refaire rénover réparer réaménager restaurer
habitant riverain voisin voisinage usager citoyen
fermé clos verrouillé sécurisé
horaire heure
glissant glisser verglas
cour récréation récré
ferme agriculture maraîcher
téléphérique télécabine funiculaire
pétition signature
chevaux équitation poney
colis livraison livrer
santé médical médecin soin
hôpital clinique
mairie municipalité municipal ville commune
prix tarif coût cher
argent budget dépense financer
emploi travail embauche insertion
logement habitation appartement hlm résidence
tour immeuble barre
ascenseur élévateur
vitesse ralentir ralentisseur zone
vol voler cambriolage
panneau signalétique plan fléchage
cinéma film projection
lecture livre lire bibliothèque médiathèque
exposition galerie musée
peinture peindre fresque tag graffiti
patrimoine historique ancien monument
pêche pêcher pêcheur
barbecue table
camping tente caravane
étoile ciel astronomie
vent tempête orage
froid hiver chauffage chauffer isolation
boue boueux flaque inondé
ruche abeille miel
compost compostage composteur biodéchet
aide entraide solidarité solidaire
repos reposer halte pause
sol revêtement dalle pavé
vestiaire douche
gradin tribune
tard soir nuit
boucle tronçon manquant finir terminer achever continuité
relier joindre liaison raccorder
réserver créneau réservé
peinture couleur
atelier fabriquer fabrication fablab bricolage
prise branchement brancher électrique
recette revente revendre vendre bénéfice
surveiller surveillance surveillé
propre propreté qualité sain
"""


@cache
def groups():
    """Every group as a tuple of words."""
    return tuple(tuple(line.split()) for line in GROUPS.split("\n") if line)
